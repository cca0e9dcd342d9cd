"""A service in this process, and one that really listens."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from starlette.testclient import TestClient

from fhiradapter.service.app import create_app
from fhiradapter.transport.folder import FolderStore

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "store"


@pytest.fixture
def client(folder: Path) -> TestClient:
    return TestClient(create_app(FolderStore(folder)), raise_server_exceptions=False)


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a real `fhiradapter serve` listens."""
    folder = tmp_path_factory.mktemp("service") / "store"
    command = [sys.executable, "-m", "fhiradapter", "serve", "--port", "0", "--server", str(folder)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        try:
            line = process.stderr.readline()
            said = re.search(r"listens on (http://127\.0\.0\.1:\d+),", line)
            assert said, line + process.stderr.read()
            yield said[1]
        finally:
            process.terminate()
