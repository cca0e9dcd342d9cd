"""The words that a phrase of each family can begin with: at any other word its rule need not be asked.

Most words of a text begin no phrase at all, and a rule that is asked in vain still looks at what follows. Every row of
the manual is checked against this table; the first words of routes and frequencies come from the tables of `mappings`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fhiradapter.schedule.tokens import tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from fhiradapter.schedule.tokens import Token

NUMBER = "<number>"
"""A number, in digits or as a word up to twenty."""
GLUED = "<glued>"
"""A word with a digit in it: "d1", "q21d"."""

_FAMILIES: Mapping[str, str] = {
    "ORDINALS": """
        first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth
        fifteenth sixteenth seventeenth eighteenth nineteenth twentieth
    """,
    "WEEKDAYS": """
        mon monday mondays tue tues tuesday tuesdays wed wednesday wednesdays thu thur thurs thursday thursdays fri
        friday fridays sat saturday saturdays sun sunday sundays mwf weekday weekdays
    """,
    "CYCLES": "cycle cycles course courses block blocks",
    "ARTICLES": "a an the this that these",
    "BOUNDS": "at up about approximately around maximum max maximal minimum min no not fewer more less additional",
}


def _words(words: str) -> frozenset[str]:
    """The words, with those of the families that are named in capitals."""
    found: set[str] = set()
    for word in words.split():
        found.update(_FAMILIES[word].split() if word in _FAMILIES else (word,))
    return frozenset(found)


OPENERS: Mapping[str, frozenset[str]] = {
    family: _words(words)
    for family, words in {
        "stop": ", in as or unless until till for absence except",
        "on-off": "<number> <glued> for day days week weeks on given intermittent intermittently",
        "start": """
            begin beginning begins commence commences commencing start started starting starts initiated initiating day
            days from on for
        """,
        "days": """
            <number> <glued> ( ORDINALS CYCLES on day days d at from during study for in over treatment again the only
            each every between consecutive either alternate
        """,
        "weeks": "on at of during in for over from through week weeks wk wks each every <glued>",
        "months": "on at during in from through month months mo each every <glued>",
        "count": "<number> <glued> BOUNDS for a an total x × maximally",
        "length": "<number> <glued> ( CYCLES ARTICLES each every treatment study on-study monthly weekly",
        "cap": "( [ , ; up maximum max maximal not no capped cap with dose doses do without exceeding limited",
        "infusion": """
            <number> <glued> over a an intravenously continuously continuous as by civi civ ci infusion infused infuse
            via in given administered bolus prolonged short lasting within during iv i intravenous
        """,
        "dose": """
            <number> <glued> ( [ ARTICLES dose doses dosage dosages dosed dosing at total auc maintenance starting
            beginning loading for single daily target targeted initial area cumulative fixed flat level levels per up
            about approximately booster maximum max mean median fractions level dl one following
        """,
        "weekdays": "<number> WEEKDAYS on every each m t",
        "divided": "divided in as split two",
        "frequency": """
            <number> <glued> every each once twice thrice daily weekly monthly fortnightly biweekly bid b qd q tid t qid
            qhs qam qpm qod qw bd od o o.d. hs at with in on alternate alternating
            nightly night morning mornings evening bedtime
            twice-daily once-daily once-weekly twice-weekly three-weekly four-weekly two-weekly thrice-weekly per single
            a hourly yearly annually quarterly every-other-day
        """,
        "scope": """
            <number> <glued> ( , ORDINALS CYCLES ARTICLES every of each in during for subsequent odd all on even
            following q treatment on-study per only odd-numbered even-numbered monthly study any within from at
            throughout last
            beginning starting commencing later other alternate alternating
        """,
        "single": "<number> single a an as by with once",
        "routes": "administered given by via into through as",
        "route": """
            administered given by via into through under as per on in i p s the continuous civi civ eye eyes swish
            injected infused delivered applied taken it id pr ip op
        """,
        "bolus": "bolus boluses iv i intravenous intravenously by as rapid rapidly slow slowly push ivp",
        "as needed": "as if when prn p",
        "times": "<number> for total a x × times up in over / delivered given administered divided",
        "span": "<number> ( for x × times over lasting duration treatment total during throughout",
    }.items()
}
"""By the name of the family in `mentions.Kind`."""
_OF_TABLES = {"route": "routes", "routes": "routes", "frequency": "frequencies"}
"""The families that begin with any word of a table."""


def families_by_opener(routes: Iterable[str], frequencies: Iterable[str]) -> Mapping[str, frozenset[str]]:
    """The families that may begin at each opener; `routes` and `frequencies` are the phrases of the tables."""
    tables = {"routes": _first(routes), "frequencies": _first(frequencies)}
    found: dict[str, set[str]] = {}
    for family, words in OPENERS.items():
        for word in words | tables.get(_OF_TABLES.get(family, ""), frozenset()):
            found.setdefault(word, set()).add(family)
    return {word: frozenset(families) for word, families in found.items()}


def _first(phrases: Iterable[str]) -> frozenset[str]:
    return frozenset(opener(next(tokens(phrase))) for phrase in phrases)


NEEDED: Mapping[str, frozenset[str]] = {
    family: _words(words)
    for family, words in {
        "on-off": "off rest resting break without followed then no",
        "start": "day days d <glued> week weeks",
        "days": "day days d <glued>",
        "weeks": "week weeks wk wks <glued>",
        "months": "month months mo <glued>",
        "length": "day days d week weeks wk wks weekly month months monthly CYCLES <glued>",
        "cap": "maximum max maximal exceed exceeds exceeding capped cap more than limited",
        "weekdays": "WEEKDAYS week days day",
        "divided": "divided split equally doses",
        "scope": "CYCLES day days week weeks month months weekly monthly q wk wks hour hours year years <glued>",
        "repeat": """
            repeat repeats repeated repeating recycle recycled cycled every each weekly daily monthly q continue
            continues continued CYCLES once hourly yearly recycling <glued>
        """,
        "as needed": "as needed prn p required necessary",
        "as in": "as same identical identically similar above arm arms group groups cohort cohorts regimen regimens",
    }.items()
}
"""A word of these stands in every phrase of the family; a sentence without one need not be searched for any."""


def opener(token: Token) -> str:
    """What a token is as the first of a phrase."""
    if token.number is not None:
        return NUMBER
    return GLUED if token.glued else token.key


def impossible(sentence: Iterable[Token]) -> frozenset[str]:
    """The families of which no phrase can stand in the sentence."""
    words = {opener(token) for token in sentence}
    words.update(part for word in tuple(words) if "-" in word for part in word.split("-"))
    return frozenset(family for family, needed in NEEDED.items() if needed.isdisjoint(words))
