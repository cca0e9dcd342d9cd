"""DocumentReference: the source itself, with its SHA-256. https://hl7.org/fhir/R4/documentreference.html

`Attachment.hash` is SHA-1 by definition, so the SHA-256 is an identifier (RFC 6920), by which it can be searched.
"""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING

from fhiradapter.fhir.parts.elements import Element, Primitive, element
from fhiradapter.fhir.parts.header import head, identifier
from fhiradapter.fhir.study.words import spelt

if TYPE_CHECKING:
    from fhiradapter.fhir.parts.brief import Brief

_DESCRIPTION = "Trial description as received"


def source_document(brief: Brief) -> Element:
    """The source as it was received."""
    source = brief.trial.source
    rows = [("File", source.name), ("SHA-256", brief.sha256)]
    return element(
        **head(brief, "DocumentReference", brief.document_id, "Source document", rows),
        identifier=[brief.named_information, identifier(brief, "source-file", source.name)],
        status="current",
        description=_description(brief),
        content=[
            {
                "attachment": element(
                    contentType=source.media_type,
                    language=source.language,
                    data=base64.b64encode(source.content).decode(),
                    hash=_sha1(source.content),
                    title=source.name,
                )
            }
        ],
    )


def _description(brief: Brief) -> Primitive:
    """What the document is, and what it says about itself: where it is from, when it was downloaded."""
    about, data = brief.trial.about_source, brief.trial.version_holder
    told = [*map(spelt, about), *([f"Version of the data: {spelt(data)}"] if data else [])]
    description = ". ".join([_DESCRIPTION, " ".join(told)]) if told else _DESCRIPTION
    return Primitive(description, tuple(map(_of_itself, brief.cite(*about, data))))


def _of_itself(citation: Element) -> Element:
    """A citation in the document that it cites: the document need not refer to itself."""
    return {**citation, "extension": [part for part in citation["extension"] if part["url"] != "reference"]}


def _sha1(content: bytes) -> str:
    """`Attachment.hash` is SHA-1 by its definition: it finds a copy that was damaged, and proves nothing."""
    return base64.b64encode(hashlib.sha1(content, usedforsecurity=False).digest()).decode()
