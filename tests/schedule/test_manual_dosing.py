"""docs/language/dosing.md, row by row: the manual, the specification and the test are one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from fhiradapter.prose import Prose
from fhiradapter.schedule.phrases.diluents import diluent
from fhiradapter.schedule.phrases.dose_levels import doses_or_levels
from fhiradapter.schedule.phrases.doses import cap, doses
from fhiradapter.schedule.phrases.frequency import frequency
from fhiradapter.schedule.phrases.infusion import bolus, infusion
from fhiradapter.schedule.phrases.limits import plausible
from fhiradapter.schedule.phrases.occasions import as_needed, divided, single, weekdays
from fhiradapter.schedule.phrases.route import alternatives_of_route, route
from fhiradapter.schedule.phrases.tallies import number_of_doses
from fhiradapter.schedule.tokens import Cursor
from tests.examples import ROOT
from tests.schedule.words import LEXICON

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from fhiradapter.schedule.regimen import Amount, Count, Dose, Duration, Frequency

MANUAL = ROOT / "docs" / "language" / "dosing.md"


def amount(value: Amount) -> str:
    high = f"..{value.high}" if value.high is not None else ""
    return f"{value.low}{high} {value.unit}"


def dose(value: Dose) -> str:
    return f"{'<= ' if value.at_most else ''}{amount(value)}{f' per {value.per}' if value.per else ''}"


def duration(value: Duration) -> str:
    return f"{'~' if value.approximate else ''}{amount(value)}"


def times(value: Frequency) -> str:
    high = f"..{value.period_high}" if value.period_high is not None else ""
    return f"{value.count} per {value.period}{high} {value.unit} {value.code}".strip()


def count(value: Count) -> str:
    return f"{value.low or ''}..{value.high}" if value.low != value.high else f"{value.low}"


def yes(value: bool) -> str:
    return "yes" if value else "no"


def levels(found: tuple[Any, ...]) -> str:
    return "; ".join(dose(each.value) for each in found)


SECTIONS: dict[str, tuple[Callable[[Cursor], Any], Callable[[Any], str]]] = {
    "Doses": (lambda cursor: doses_or_levels(cursor, LEXICON), levels),
    "Caps": (lambda cursor: cap(cursor, LEXICON), lambda found: dose(found.value)),
    "Plausible": (lambda cursor: doses(cursor, LEXICON), lambda found: yes(plausible(found[0].value))),
    "Frequency": (lambda cursor: frequency(cursor, LEXICON), lambda found: times(found.value)),
    "Divided doses": (divided, lambda found: str(found.value)),
    "Weekdays": (weekdays, lambda found: " ".join(found.value)),
    "Numbers of doses": (number_of_doses, lambda found: count(found.value)),
    "Single doses": (single, lambda found: yes(found.value)),
    "As needed": (as_needed, lambda found: yes(found.value)),
    "Infusion": (lambda cursor: infusion(cursor, LEXICON), lambda found: duration(found.value)),
    "Diluents": (diluent, yes),
    "Bolus": (bolus, lambda found: str(found.value)),
    "Route": (lambda cursor: route(cursor, LEXICON), lambda found: str(found.value)),
    "Alternatives of route": (
        lambda cursor: alternatives_of_route(cursor, LEXICON),
        lambda found: "; ".join(found.value),
    ),
}


def rows() -> Iterator[tuple[str, str, str]]:
    section = ""
    for line in MANUAL.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            section = line.removeprefix("## ")
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip("|"))]
        if line.startswith("|") and cells != ["words", "read as"] and not line.startswith("|---"):
            words, reading = (cell.replace("\\|", "|").replace("\\[", "[").replace("\\]", "]") for cell in cells)
            yield section, words, reading


def found_in(section: str, words: str) -> Iterator[str]:
    rule, shown = SECTIONS[section]
    cursor = Cursor(Prose.verbatim(words))
    while cursor.token is not None:
        start = cursor.index
        found = rule(cursor)
        if found is None:
            assert cursor.index == start, "a rule that does not match leaves the cursor"
            cursor.index += 1
        else:
            yield shown(found)


@pytest.mark.parametrize(("section", "words", "reading"), list(rows()))
def test_each_row_of_the_manual(section: str, words: str, reading: str) -> None:
    assert " | ".join(found_in(section, words)) == ("" if reading == "-" else reading)


def test_the_manual_has_every_section_and_says_nothing_twice() -> None:
    everything = list(rows())
    assert {section for section, _, _ in everything} == SECTIONS.keys()
    assert len({(section, words) for section, words, _ in everything}) == len(everything) > 400
