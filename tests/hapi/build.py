"""The server's jars and classes: fetched and compiled once, in a cache outside the tree.

`FHIRADAPTER_HAPI_CACHE` names the cache, by default `~/.cache/fhiradapter`. A build is named after what it is made of
(`hapi-8.8.0-<hash of pom.xml>/classes-<hash of Main.java>/`): a change of either makes a new one, and an old one is
never mended.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import shutil
import subprocess
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

SOURCES = Path(__file__).parent / "server"
OLDEST_JAVA = 17


class Missing(Exception):
    """A tool that the harness needs is not installed here; the message says which."""


class BuildFailed(Exception):
    """Maven or the compiler failed; the message is what it said last."""


def classpath(environ: Mapping[str, str] = os.environ) -> str:
    """The class path of a ready server: built now, or found in the cache.

    Raises Missing and BuildFailed.
    """
    require_java()
    jars = cache(environ) / f"hapi-{_hapi_version()}-{_hash('pom.xml')}"
    classes = jars / f"classes-{_hash('Main.java')}"
    everything = f"{jars / 'jars'}/*"
    _once(jars, _fetch)
    _once(classes, lambda folder: _compile(folder, everything))
    return f"{classes}{os.pathsep}{everything}"


def cache(environ: Mapping[str, str]) -> Path:
    """Where builds are kept."""
    chosen = environ.get("FHIRADAPTER_HAPI_CACHE")
    return Path(chosen).expanduser().absolute() if chosen else Path.home() / ".cache" / "fhiradapter"


def require_java() -> None:
    """Raises Missing when there is no Java, or one that is too old for HAPI."""
    said = subprocess.run([_tool("java"), "-version"], capture_output=True, text=True, check=False).stderr
    version = re.search(r'version "(\d+)', said)
    if not version or int(version[1]) < OLDEST_JAVA:
        raise Missing(f"java is older than {OLDEST_JAVA}: {said.strip().splitlines()[:1]}")


def _once(folder: Path, make: Callable[[Path], None]) -> None:
    """Make a folder that appears whole or not at all, by one process at a time."""
    with _lock(folder.with_name(f"{folder.name}.lock")):
        if folder.exists():
            return
        partial = folder.with_name(f"{folder.name}.partial")
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir()
        make(partial)
        partial.rename(folder)


@contextmanager
def _lock(path: Path) -> Iterator[None]:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _fetch(folder: Path) -> None:
    goal = ["dependency:copy-dependencies", "-DincludeScope=runtime", f"-DoutputDirectory={folder / 'jars'}"]
    _run(_tool("mvn"), "-q", "-B", "-f", str(SOURCES / "pom.xml"), *goal)


def _compile(folder: Path, jars: str) -> None:
    _run(_tool("javac"), "-proc:none", "-d", str(folder), "-cp", jars, str(SOURCES / "Main.java"))


def _run(*command: str) -> None:
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode:
        raise BuildFailed(f"{Path(command[0]).name} failed:\n{done.stdout[-4000:]}")


def _tool(name: str) -> str:
    found = shutil.which(name)
    if not found:
        raise Missing(f"{name} is not installed (needed: a JDK from {OLDEST_JAVA}, and Maven for the first run)")
    return found


def _hapi_version() -> str:
    found = re.search(r"<hapi\.version>(.+?)<", (SOURCES / "pom.xml").read_text(encoding="utf-8"))
    assert found, "pom.xml names hapi.version"
    return found[1]


def _hash(name: str) -> str:
    return hashlib.sha256((SOURCES / name).read_bytes()).hexdigest()[:12]
