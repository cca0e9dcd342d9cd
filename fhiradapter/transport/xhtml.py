"""A narrative as tags and letters, whatever way it is spelled.

https://hl7.org/fhir/R4/narrative.html
"""

from __future__ import annotations

from html.parser import HTMLParser

Token = tuple[str, ...]


def tokens(div: str) -> list[Token]:
    """Start tags with their attributes sorted, end tags, and runs of letters with entities resolved; no comments.

    White space counts. Never raises: what is no XHTML is read as well as it can be.
    """
    reader = _Reader()
    reader.feed(div)
    reader.close()
    return reader.found


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Token] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append(("start", tag, *(f"{name}={value}" for name, value in sorted(attrs, key=str))))

    def handle_endtag(self, tag: str) -> None:
        self.found.append(("end", tag))

    def handle_data(self, data: str) -> None:
        before = self.found.pop()[1] if self.found and self.found[-1][0] == "text" else ""
        self.found.append(("text", before + data))
