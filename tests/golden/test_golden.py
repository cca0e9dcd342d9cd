"""What both example trials become, to the byte. A change here is a change for everybody who keeps bundles in git.

`pytest tests/golden --accept-golden` writes the files anew; the diff is to be read like code.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from fhiradapter import json_codec
from fhiradapter.issues import to_operation_outcome
from tests.examples import TRIALS, converted

HERE = Path(__file__).parent


@pytest.mark.parametrize("release", ["R4", "R5"])
@pytest.mark.parametrize("trial", TRIALS)
def test_golden(trial: str, release: str, request: pytest.FixtureRequest) -> None:
    conversion = converted(trial, release)
    found = {
        f"{trial}.{release.lower()}.json": json_codec.encode_pretty(conversion.bundle),
        f"{trial}.{release.lower()}.issues.json": json_codec.encode_pretty(to_operation_outcome(conversion.issues)),
    }
    for name, content in found.items():
        golden = HERE / name
        if request.config.getoption("--accept-golden"):
            golden.write_bytes(content)
        assert golden.read_bytes() == content, f"{name} is not what it was"
