"""pytest's side of the harness: `hapi_r4` and `hapi_r5`, one server each for the whole session, started when asked for.

Where Java or Maven is missing the tests are skipped; on a build machine (`CI=true`) they fail instead.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest

from tests.hapi.build import Missing
from tests.hapi.harness import Server, running

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

_SERVERS = pytest.StashKey[list[Server]]()
_FIXTURES = {"hapi_r4": "R4", "hapi_r5": "R5"}


@pytest.fixture(scope="session")
def hapi_r4(request: pytest.FixtureRequest) -> Iterator[str]:
    """Base URL of a HAPI FHIR R4 server."""
    yield from _served("R4", request)


@pytest.fixture(scope="session")
def hapi_r5(request: pytest.FixtureRequest) -> Iterator[str]:
    """Base URL of a HAPI FHIR R5 server."""
    yield from _served("R5", request)


def _served(release: str, request: pytest.FixtureRequest) -> Iterator[str]:
    try:
        with running(release) as server:
            request.config.stash.setdefault(_SERVERS, []).append(server)
            yield server.url
        if not request.session.testsfailed:
            server.forget()
    except Missing as missing:
        if os.environ.get("CI", "").lower() == "true":
            pytest.fail(f"no HAPI server: {missing}", pytrace=False)
        pytest.skip(f"no HAPI server: {missing}")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, Any, Any]:
    """A failed test on a real server shows the end of that server's log."""
    report = yield
    used = {release for name, release in _FIXTURES.items() if name in getattr(item, "fixturenames", ())}
    if report.failed:
        started = item.config.stash.get(_SERVERS, [])
        report.sections += [(f"HAPI {one.release}", one.log_tail()) for one in started if one.release in used]
    return report
