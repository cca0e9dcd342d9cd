"""A version is made of the content: of all of it, and of nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from fhiradapter.fhir.parts.elements import element
from fhiradapter.fhir.parts.header import stamped

CONTENT: dict[str, Any] = {"resourceType": "Basic", "id": "a", "code": {"text": "x"}}


def version_of(**members: Any) -> str:
    found = stamped(lambda version: element(**{**CONTENT, **members}, version=version))["version"]
    assert isinstance(found, str)
    return found


def test_a_version_is_a_short_hash() -> None:
    assert version_of().startswith("0-")
    assert len(version_of()) == len("0-") + 12


@pytest.mark.parametrize("about", [{"meta": {"source": "b"}}, {"text": {"status": "generated", "div": "b"}}])
def test_what_is_said_about_the_content_is_none(about: dict[str, Any]) -> None:
    assert version_of(**about) == version_of()


@pytest.mark.parametrize("change", [{"id": "b"}, {"code": {"text": "y"}}, {"extension": [{"url": "z"}]}])
def test_every_content_counts(change: dict[str, Any]) -> None:
    assert version_of(**change) != version_of()


def test_the_order_of_members_does_not() -> None:
    forwards = stamped(lambda version: {**CONTENT, "version": version})
    backwards = stamped(lambda version: {"version": version, **dict(reversed(CONTENT.items()))})
    assert forwards["version"] == backwards["version"]
