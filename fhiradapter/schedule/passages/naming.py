"""Names that say by what route: of "Rituximab i.v." and "Rituximab s.c." of a record, each is what is given so.

What is given by another one is called as the treatment is: nobody is told to inject "Rituximab i.v." under the skin.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

    from fhiradapter.schedule.passages.entries import Entry

_ROUTES = {
    route: re.compile(rf"\s*[(,-]?\s*\b(?:{words})(?!\w)\.?\)?", re.IGNORECASE)
    for route, words in {
        "intravenous": r"i\.\s?v|iv|intravenous(?:ly)?",
        "subcutaneous": r"s\.\s?c|sc|sq|subq|subcutaneous(?:ly)?",
        "oral": r"p\.\s?o|po|oral(?:ly)?",
        "intramuscular": r"i\.\s?m|im|intramuscular(?:ly)?",
        "intrathecal": r"i\.\s?t|it|intrathecal(?:ly)?",
    }.items()
}


def by_its_route(entry: Entry, listed: Collection[str]) -> Entry:
    """The entry under the name of the record for what is given so, or else under the plain one."""
    named = _route_in(entry.drug.value)
    if not named or entry.route is None or _is(entry.route.value, named):
        return entry
    plain = _ROUTES[named].sub("", entry.drug.value).strip()
    others = [(name, route) for name in listed if (route := _route_in(name)) and route != named]
    same = [
        name
        for name, route in others
        if _is(entry.route.value, route) and _ROUTES[route].sub("", name).strip().casefold() == plain.casefold()
    ]
    if same:
        return entry.having(drug=entry.drug.having(same[0]), listed_as=same[0].casefold())
    return entry.having(drug=entry.drug.having(plain)) if plain else entry


def _is(said: str, route: str) -> bool:
    """ "intravenous-bolus" is intravenous; of "intravenous|oral" either may be meant."""
    return any(each.startswith(route) for each in said.split("|"))


def _route_in(name: str) -> str:
    found = [route for route, pattern in _ROUTES.items() if pattern.search(name)]
    return found[0] if len(found) == 1 else ""
