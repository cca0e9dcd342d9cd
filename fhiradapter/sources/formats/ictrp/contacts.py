"""The contacts of an ICTRP record: one field for all names, one for all numbers, and so on, side by side with `;`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fhiradapter.prose import Stated
from fhiradapter.sources.formats.ictrp.fields import columns, fact, filled, says_nothing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fhiradapter.prose import Prose
    from fhiradapter.sources.formats.ictrp.fields import Record

_FIELDS = {
    "name": "Contact_Lastname",
    "givenName": "Contact_Firstname",
    "affiliation": "Contact_Affiliation",
    "phone": "Contact_Tel",
    "email": "Contact_Email",
}


def contacts(record: Record) -> list[dict[str, Any]]:
    """Central contacts in v2 form, each once. Of a field with too few parts nobody knows whose they are: left out."""
    found = {part: columns(text) for part, name in _FIELDS.items() if (text := _whole(record, name))}
    found = {part: texts for part, texts in found.items() if any(not says_nothing(text) for text in texts)}
    number = len(next((found[part] for part in _FIELDS if part in found), []))
    for part in [part for part, texts in found.items() if not _fits(texts, number)]:
        del found[part]
        whole = _whole(record, _FIELDS[part])
        if whole:
            record.amiss(whole, f"as many parts as there are contacts ({number})")
    people = [_contact({part: texts[index] for part, texts in found.items()}) for index in range(number)]
    known: dict[tuple[str, ...], dict[str, Any]] = {}
    for person in filter(None, people):
        known.setdefault(tuple(part.words for part in person.values()), person)
    return list(known.values())


def _whole(record: Record, name: str) -> Prose | None:
    """A field with the blanks at its front: ` ; ; ` are three parts."""
    return next((text for text in record.texts.get(name.lower(), ()) if text.text.strip()), None)


def _fits(texts: list[Prose], number: int) -> bool:
    return len(texts) >= number and all(says_nothing(text) for text in texts[number:])


def _contact(texts: Mapping[str, Prose]) -> dict[str, Any]:
    parts: dict[str, Any] = {part: fact(text) for part, text in texts.items() if not says_nothing(text)}
    if not parts:
        return {}
    given, last = parts.get("givenName"), parts.get("name")
    if given and last:
        parts["name"] = last.having(f"{given.value} {last.value}")
    elif given:
        parts["name"] = parts.pop("givenName")
    return filled({**parts, "role": Stated("CONTACT")})
