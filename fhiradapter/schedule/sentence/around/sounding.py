"""What a sentence sounds like before, and after, anything of it is read: treatment, a schedule.

A sentence that sounds like a schedule and is not read is told; so are words of a sentence that may change how the
treatment is given.
"""

from __future__ import annotations

import re

_MAY_TREAT = re.compile(
    r"\d|\b(?:receiv|administ|given|giving|tak(?:e|en|ing)\b|treat|infus|inject|undergo|daily|weekly|twice|once|oral|dose|cycle|course|"
    r"every|IV\b|repeat|random|therapy|vaccin|follow)",
    re.IGNORECASE,
)
_ROUTE = re.compile(
    r"\b(?:intra(?:ven|musc|derm|thec|periton|ves|vitr|nas)|subcut|sublingual|topical|transdermal|nasal|inhal|"
    r"(?:SC|IM|PO|p\.o|s\.c|i\.v|i\.m)\b)",
    re.IGNORECASE,
)
_SCHEDULE = re.compile(
    r"\bdays?\s+[-+]?\d|\bevery\s+(?:\d|\w+\s+(?:hour|day|week|month))|"
    r"\d\s*(?:mg|mcg|µg|ug|g|ml|iu|ui|units|gy|sq-[uet]|tcid50|pfu|vp|vg)\b|\d\s*mg(?=[a-z])|"
    r"\d\s*cgy (?:per|a|daily)\b|"
    r"\d\s*m?u(?:nits)?(?:\s?/\s?kg)?\s?/\s?(?:min|h|day)|"
    r"\b(?:\d+|one|two|three|four) (?:drops?|puffs?|sprays?|tablets?|capsules?) (?:per|a|each|every) (?:day|week)\b|"
    r"\d\s*(?:milligrams?|micrograms?|grams?|millilit(?:er|re)s?|tablets?|capsules?|puffs?)\b|"
    r"\b(?:given|administered|receives?|takes?(?! part)|taken|continues?|treated|vaccinated|injected) (?:[\w-]+ ){0,8}"
    r"(?:at (?:weeks?|months?) \d|at \d+(?:, \d+)*,? and \d+ (?:weeks|months|days)\b|"
    r"(?:\d+|two|three|four|five|six|eight|ten|twelve) (?:hours|days|weeks|months)\b)|"
    r"\d\s*(?:x|×|times)\s*10|\b10\^\d|\b\d(?:\.\d+)?e\d{1,2}\b|\bcells\s?/\s?kg\b|"
    r"\b(?:twice|daily|(?:bi-?|tri-?)?weekly|(?:bi-?)?monthly|fortnight\w*|bid|qd|tid|q\d+\w|once\s+(?:a|per|every))\b|"
    r"\bover\s+(?:an?\s+(?:minimum|maximum|period)\s+of\s+|at\s+least\s+|about\s+|approximately\s+)?\d|"
    r"\brepeats?\b.{0,40}\b(?:cycles?|courses?|\d+\s+(?:days|weeks|months))\b|"
    r"\b(?:cycles?|courses?)\b.{0,40}\brepeat|"
    r"\b(?:\d+|one|two|three|four|six)\s+(?:additional|more|further)\s+(?:cycles?|courses?|doses?|weeks|months)\b|"
    r"\b(?:additional|further|more) (?:[\w-]+ ){0,2}(?:cycles?|courses?)\b",
    re.IGNORECASE,
)
_SOME_DOSES = (
    r"(?:two|three|four|five|six|seven|eight|nine|ten|twelve) "
    r"(?:doses|injections|infusions|vaccinations|immunizations|shots|administrations)"
)
_QUANTITY = re.compile(
    r"\d|\b(?:(?:bi-?|tri-?|semi-?|\w+-)?(?:daily|weekly|monthly)|twice|fortnight\w*|days?|weeks?|months?|cycles?|courses?|"
    r"if|unless|except|only|not|instead|alternat\w*|od|divided|taper\w*|titrat\w*|reduc\w*|increas\w*|"
    r"needed|required|prn|last|next|odd|even|loading|booster|depend(?:s|ing|ent)(?: on)?|based on|"
    r"then begin|then start|(?:non-?)?squamous|histology|"
    rf"{_SOME_DOSES}|(?:first|second|third|fourth|fifth|sixth)(?!-)|(?:mon|tues|wednes|thurs|fri|satur|sun)days?)\b",
    re.IGNORECASE,
)
_HOW_MUCH = re.compile(r"\b(?:once|twice|daily|weekly|\d+ (?:times|mg|mcg|g|ml|tablets?|capsules?))\b", re.IGNORECASE)
_IS_GIVEN = re.compile(
    r"\b(?:patients|participants|subjects|women|men|children|infants|volunteers) (?:will |also )*(?:receive|take)\b|"
    r"\b(?:will be|is|are) (?:given|administered|infused|injected|treated)\b",
    re.IGNORECASE,
)


def may_treat(words: str) -> bool:
    """False where nothing shows that the words may be about treatment."""
    return bool(_MAY_TREAT.search(words))


def names_a_route(words: str) -> bool:
    """ "Subcutaneous injection": by what route, and no more."""
    return bool(_ROUTE.search(words))


def sounds_like_schedule(words: str) -> bool:
    """True where the words have the sound of a schedule: where nothing is read of them, it is told."""
    return bool(_SCHEDULE.search(words))


def may_change(words: str) -> bool:
    """True where words that were not read may change how the treatment is given."""
    return bool(_QUANTITY.search(words))


def escalates(words: str) -> bool:
    """ "Escalating doses of A beginning at 500 mg": the dose that is stated is not that of all."""
    return "escalat" in words.casefold()


def says_how_much(words: str) -> bool:
    """True where a condition holds more than a condition: "if <40 kg and twice daily if 40 kg or more"."""
    return bool(_HOW_MUCH.search(words))


def gives_in_passing(words: str) -> bool:
    """ "Patients receive cisplatin 75 mg/m2 until DLT": words about other things, and a schedule of these patients."""
    return bool(_IS_GIVEN.search(words)) and sounds_like_schedule(words)
