"""The source of a trial: one document, or one record of a file that holds many."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """The source as it was received.

    `content` is the file, or the part of it that is this record. `text` is `content` decoded where the source is plain
    text: then citations count its code points. In a record format it is empty, as citations count inside a field.
    """

    name: str
    content: bytes
    text: str = ""
    media_type: str = "text/plain; charset=utf-8"
    language: str = ""

    @property
    def sha256(self) -> bytes:
        """The digest of the bytes as received."""
        return hashlib.sha256(self.content).digest()

    @property
    def named_information(self) -> str:
        """The RFC 6920 name of the content, `ni:///sha-256;...`."""
        digest = base64.urlsafe_b64encode(self.sha256).decode().rstrip("=")
        return f"ni:///sha-256;{digest}"
