"""Starts and ends a HAPI FHIR server: one Java process, on a port that the system chooses, in memory.

The server holds its standard input open and ends when that closes, so none is left behind even when the process that
started it is killed.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

from tests.hapi.build import classpath

if TYPE_CHECKING:
    from collections.abc import Iterator

# one compiler tier and the plain collector: ready in 12 s instead of 21; a test session is too short to pay that back
JVM = ("-Xmx2g", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
SECONDS_TO_START = 300.0
SECONDS_TO_END = 20.0


class StartFailed(Exception):
    """The server ended, or was not ready in time; the message holds the end of its log."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A running server: its base URL, its FHIR release and its log."""

    url: str
    release: str
    log: Path

    def log_tail(self, lines: int = 40) -> str:
        """The end of the log, under the log's path."""
        return tail(self.log, lines)

    def forget(self) -> None:
        """Remove the log of a server that has ended."""
        shutil.rmtree(self.log.parent, ignore_errors=True)


@contextmanager
def running(release: str, *, port: int = 0, deadline: float = SECONDS_TO_START) -> Iterator[Server]:
    """A server of `release` (R4, R5) that runs as long as the block; its log stays until `forget()`.

    Raises Missing, BuildFailed and StartFailed.
    """
    java = ["java", *JVM, "-cp", classpath(), "hapi.Main", str(port), release]
    # HAPI's test configurations write beside the working directory, so each server has its own
    folder = Path(tempfile.mkdtemp(prefix=f"hapi-{release}-"))
    log = folder / "server.log"
    with log.open("wb") as stderr, _started(java, stderr, folder) as process:
        yield Server(url=_ready(process, deadline, log), release=release, log=log)


@contextmanager
def _started(command: list[str], stderr: IO[bytes], folder: Path) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=stderr,
        text=True,
        cwd=folder,
        start_new_session=True,  # Ctrl-C reaches us alone, and we end the server in order
    )
    try:
        yield process
    finally:
        _end(process)


def _end(process: subprocess.Popen[str]) -> None:
    assert process.stdin and process.stdout
    process.stdin.close()
    try:
        process.wait(SECONDS_TO_END)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    process.stdout.close()


def _ready(process: subprocess.Popen[str], deadline: float, log: Path) -> str:
    assert process.stdout
    alarm = threading.Timer(deadline, process.kill)
    alarm.start()
    try:
        line = process.stdout.readline()
    finally:
        alarm.cancel()
    if not line.startswith("READY "):
        raise StartFailed(f"the server ended, or was not ready after {deadline:g} s\n{tail(log)}")
    return line.removeprefix("READY ").strip()


def tail(log: Path, lines: int = 40) -> str:
    """The path of a log, and its last lines."""
    return "\n".join([f"log: {log}", *log.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:]])
