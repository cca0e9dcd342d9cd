"""The narrative of a resource: a heading and a table of two columns, all text escaped.

https://hl7.org/fhir/R4/narrative.html (txt-1, txt-2: XHTML without scripts, not empty)
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fhiradapter.fhir.parts.elements import Element

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NOT_PLAIN = re.compile("[&<>\"'\ud800-\udfff\ufffe\uffff\x00-\x08\x0b\x0c\x0e-\x1f]")
"""What is no XML, or has a meaning in it."""


def narrative(title: str, rows: Iterable[tuple[str, str]], language: str = "") -> Element:
    """The generated `text` of a resource; rows without content are left out."""
    # HAPI gives the attributes back in this order, so that a bundle in git equals the one that is pulled
    before, behind = (f' xml:lang="{escaped(language)}"', f' lang="{escaped(language)}"') if language else ("", "")
    lines = "".join(f"<tr><th>{escaped(label)}</th><td>{escaped(said)}</td></tr>" for label, said in rows if said)
    table = f"<table>{lines}</table>" if lines else ""
    heading = f"<p><b>{escaped(title)}</b></p>"
    return {
        "status": "generated",
        "div": f'<div{before} xmlns="http://www.w3.org/1999/xhtml"{behind}>{heading}{table}</div>',
    }


def escaped(text: str) -> str:
    """Text as XHTML content; characters that XML cannot hold are replaced."""
    return html.escape(_NOT_XML.sub("\ufffd", text)) if _NOT_PLAIN.search(text) else text
