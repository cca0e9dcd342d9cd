"""One record of an input, cut out of its file and not read yet."""

from __future__ import annotations

from dataclasses import dataclass

MAX_RECORD_BYTES = 50_000_000
"""The largest registry records with results have some 10 MB, a bundle of a trial with 1,500 sites has 9 MB."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRecord:
    """The bytes of one record as they stand in its file.

    `name` is what messages call it (`studies.ndjson:17`, `page.json#3`), `file` the file or archive member that it
    stood in, without folders and place. `format` is a key of `registry.FORMATS`, empty where nothing could be cut out:
    then `problem` says why, and `remedy` what to do about it.
    """

    name: str
    file: str
    content: bytes = b""
    format: str = ""
    problem: str = ""
    remedy: str = ""
