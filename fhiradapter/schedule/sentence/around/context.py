"""What the words around a mention say: a condition, another thing, one of two routes, a statement without a verb."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fhiradapter.schedule.phrases.spans import CYCLE_WORDS
from fhiradapter.schedule.phrases.words import KINDS_OF_PATIENTS, SOME_PEOPLE
from fhiradapter.schedule.sentence.around.nearby import leads_to_treatment
from fhiradapter.schedule.sentence.mentioned.connecting import EMPTY, RESTRICTS
from fhiradapter.schedule.sentence.mentioned.mentions import PHRASES, Kind, Mention

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fhiradapter.prose import Stated
    from fhiradapter.schedule.sentence.mentioned.mentions import Mentioned
    from fhiradapter.schedule.sentence.said.items import Item

_STARTS = frozenset("starting beginning".split())
_DENIALS = frozenset("not never cannot without".split())
_TIMED = frozenset({Kind.FREQUENCY, Kind.SCOPE, Kind.SPAN, Kind.DAYS, Kind.WEEKS})
_DOSE_LEVELS = frozenset("mtd rp2d tolerated".split())
_QUALIFIERS = frozenset("without no not never previously".split())
_BEFORE_VERB = frozenset(
    """
    will may should can also additionally concurrently concomitantly immediately again then each all both be to and
    could would are is were was asked randomly have has either
    """.split()
)
_MODAL = frozenset("will could would can may should must shall".split())
_IS = frozenset("are is were was".split())
BY_CHANCE = frozenset("randomized randomised randomly".split())
_RELATIVE = frozenset("who that which".split())
_A_LEVEL = 2
_LONG_WORD = 6


def between(sentence: Mentioned, subject: Mention, verb: Mention) -> Stated[str] | None:
    """The words of a condition: between who receives and the verb."""
    inside = [each for each in sentence.mentions if subject.end <= each.start and each.end <= verb.start]
    while inside and (inside[-1].kind == Kind.COMMA or inside[-1].key in _BEFORE_VERB):
        inside.pop()
    if inside and inside[0].key in _MODAL:  # "patients will be enrolled in the trial and receive"
        return None
    while inside and inside[0].key in {"with", "in"}:
        inside.pop(0)
    if inside and inside[0].key in BY_CHANCE:  # "randomized in a 1:1 ratio"
        return None
    inside = inside[: _end_of_clause(inside)]
    telling = {Kind.WORD, Kind.ASIDE, Kind.BLOCK, Kind.DRUG}
    if not any(each.kind in telling and each.key not in EMPTY and not each.key.isdigit() for each in inside):
        people = sentence.stated(subject) if subject.key in SOME_PEOPLE else None
        return _kind_of_patients(sentence, subject) or people
    return sentence.words(inside[0], inside[-1]).stated()


def _kind_of_patients(sentence: Mentioned, subject: Mention) -> Stated[str] | None:
    """ "High-risk patients", "elderly patients": the words before who receives say who they are."""
    first = subject
    for each in reversed([each for each in sentence.mentions if each.end <= subject.start]):
        if each.key not in KINDS_OF_PATIENTS:
            break
        first = each
    return sentence.words(first, subject).stated() if first is not subject else None


def _end_of_clause(inside: Sequence[Mention]) -> int:
    """ "who develop disease progression are taken off A, and then receive": up to the second verb."""
    for place, each in enumerate(inside):
        before = inside[place - 1] if place else None
        if each.key in _IS and (before is None or (before.kind != Kind.LINK and before.key not in _RELATIVE)):
            return place if before is None or inside[0].key == "who" else len(inside)
    return len(inside)


def qualifies(sentence: Mentioned, block: Mention) -> bool:
    """ "patients without progression receive", "irradiation to previously bulky sites": not a denial of the verb."""
    if block.key not in _QUALIFIERS:
        return False
    behind = (each for each in sentence.mentions if each.start >= block.end and each.kind != Kind.FILL)
    return next((each.kind not in {Kind.RECEIVE, Kind.GIVEN} for each in behind), False)


def is_denied(sentence: Mentioned, verb: Mention) -> bool:
    """ "who do not receive": the verb of a condition, and not of the treatment."""
    before = [each for each in sentence.mentions if each.end <= verb.start and each.kind != Kind.FILL]
    return bool(before) and before[-1].key in _DENIALS


_ARMS = frozenset("arm arms group groups cohort cohorts".split())


def _restricts(inside: Sequence[Mention]) -> bool:
    """Whether a bracket says that it is not always so; "(at the MTD determined in phase I)" is a dose."""
    if inside and inside[0].key in _STARTS:  # "every 3 weeks (starting from cycle 1 day 1)"
        return False
    if inside and inside[0].key in CYCLE_WORDS and "=" in {each.key for each in inside}:  # "(cycle 1 = 28 days)"
        return False
    if [each.key for each in inside[1:2]] == [":"] and inside[0].key in _ARMS:  # "(arm: A, B and C)": not that of all
        return True
    keys = {each.key for each in inside}
    return any(each.kind == Kind.SCOPE for each in inside) or (bool(keys & RESTRICTS) and not keys & _DOSE_LEVELS)


def narrow(item: Item, inside: Sequence[Mention]) -> None:
    """What a bracket of other words takes from the treatment before it."""
    kinds = {each.kind for each in inside}
    if Kind.OR in kinds:  # "IV (or orally)": neither is sure
        item.said = {kind: said for kind, said in item.said.items() if kind not in kinds}
    if _is_level(inside):  # "20 mg/m2 (dose level 1)": not that of all
        item.said.pop(Kind.DOSE, None)
    else:
        item.broken |= _restricts(inside)
        item.unsure |= not _TIMED.isdisjoint(kinds)  # "(q3wk x 3)": it has a timing of its own


def _is_level(inside: Sequence[Mention]) -> bool:
    """ "(dose level 1)", "(DL2)"."""
    words = [each.key for each in inside if each.key not in {"dose", "-"}]
    return bool(words) and words[0] in {"level", "dl"} and len(words) <= _A_LEVEL


def is_arm(inside: Sequence[Mention]) -> bool:
    """ "oral pilocarpine (arm I)": the arm that this treatment is for."""
    return [each.kind for each in inside if each.kind != Kind.FILL] == [Kind.ARM]


def is_joined(sentence: Mentioned, phrase: Mention) -> bool:
    """ "and on day 8", ", on day 8"."""
    before = [each.kind for each in sentence.mentions if each.end <= phrase.start]
    return bool(before) and before[-1] in {Kind.LINK, Kind.COMMA}


def is_of_something(sentence: Mentioned, drug: Mention) -> bool:
    """ "the side effects of methotrexate", "the first week of radiotherapy"."""
    before = [each for each in sentence.mentions if each.end <= drug.start]
    while before and before[-1].kind == Kind.FILL and before[-1].key in {"the", "a", "an"}:
        before.pop()
    return len(before) > 1 and before[-1].key == "of" and before[-2].kind == Kind.WORD


def names_another(sentence: Mentioned, phrase: Mention, subject: str) -> bool:
    """ "Patients also receive an inhaler of B, 2 puffs" under A: what stands behind B is not said of A."""
    before = (each for each in sentence.mentions if each.end <= phrase.start)
    return bool(subject) and any(each.kind == Kind.DRUG and each.key != subject for each in before)


_LONG_OBJECT = 3
_THE_TREATMENT = frozenset(
    """
    vaccination vaccinations vaccine vaccines immunization immunizations immunisation prophylaxis supplementation
    supplement supplements replacement immunotherapy radiotherapy irradiation transfusion transplantation escalation
    intervention agent agents compound product material volume flat single repeat multiple weight adult usual
    """.split()
)
"""What is described may be called so, or no more is said by it than how much."""


def is_of_stranger(sentence: Mentioned, phrase: Mention) -> bool:
    """ "Cyclophosphamid 750 mg/m2 + doxorubicin 50 mg/m2", "patients undergo surgery on day 1": what is not known."""
    before = [each for each in sentence.mentions if each.end <= phrase.start]
    if is_unknown_object(sentence, phrase):
        return True
    drugs = any(each.kind == Kind.DRUG and each.start >= phrase.end for each in sentence.mentions)
    known = before and before[-1].kind == Kind.WORD and before[-1].end == phrase.start
    words = sentence.stated(before[-1]).value if known else ""
    return drugs and len(words) >= _LONG_WORD and words[0].isupper() and words.isalpha()


def is_unknown_object(sentence: Mentioned, phrase: Mention) -> bool:
    """Nothing but one word between the verb and the phrase: it is what they receive."""
    before = [each for each in sentence.mentions if each.end <= phrase.start]
    if [each.kind for each in before[-2:]] != [Kind.RECEIVE, Kind.WORD] or before[-1].end != phrase.start:
        return False
    word = sentence.stated(before[-1]).value.lower()
    another_way = word in _THE_TREATMENT or word.endswith(("ly", "ing", "ed"))
    return len(word) >= _LONG_OBJECT and word.isalpha() and not another_way


def goes_on_with_or(behind: Sequence[Mention]) -> bool:
    """ "by vein or mouth": one of two routes."""
    return len(behind) > 1 and behind[0].kind == Kind.OR and behind[1].kind in {Kind.WORD, Kind.FILL, Kind.ROUTE}


QUIET = frozenset({Kind.FILL, Kind.COMMA, Kind.ARM, Kind.OR})
"""What may stand before anything."""


def is_fragment(sentence: Mentioned, items: Sequence[Item]) -> bool:
    """Words without a verb say that something is given where they begin with it and say how."""
    said = any(not each.bare for each in items)
    known = [each for each in sentence.mentions if each.kind not in QUIET]
    opens = bool(known) and (known[0].kind == Kind.DRUG or known[0].kind in PHRASES)
    words = sum(each.kind == Kind.WORD for each in known)
    return said and opens and words * 3 <= len(known)


def end_of_bracket(mentions: Sequence[Mention], index: int) -> int:
    """Where the bracket ends that opens here."""
    found = _other_side(mentions, range(index, len(mentions)))
    return len(mentions) if found is None else found


def start_of_bracket(mentions: Sequence[Mention], index: int) -> int:
    """Where the bracket opens that closes here; here itself where none does."""
    found = _other_side(mentions, range(index, -1, -1))
    return index if found is None else found


def _other_side(mentions: Sequence[Mention], places: range) -> int | None:
    depth = 0
    for place in places:
        depth += (mentions[place].kind == Kind.OPEN) - (mentions[place].kind == Kind.CLOSE)
        if not depth:
            return place
    return None


def is_not_its_own(sentence: Mentioned, mention: Mention, behind: Sequence[Mention], *, joined: bool) -> bool:
    """Whether a phrase is one of two ("every 2 weeks or every 4 weeks"), or the route of another treatment."""
    if mention.kind == Kind.ROUTE:
        return _is_of_another(behind, joined=joined)
    if mention.kind not in {Kind.FREQUENCY, Kind.SPAN, Kind.INFUSION}:
        return False
    before = [each.kind for each in sentence.mentions if each.end <= mention.start][-2:]
    if mention.kind == Kind.FREQUENCY and before[-1:] == [Kind.OR] and not leads_to_treatment(behind):
        return True
    return before == [mention.kind, Kind.OR] or [each.kind for each in behind[:2]] == [Kind.OR, mention.kind]


def _is_of_another(behind: Sequence[Mention], *, joined: bool) -> bool:
    """Whether a route is one of two, or that of a treatment without a name: "A, intrathecal therapy, and B"."""
    another = joined and bool(behind) and behind[0].key in {"therapy", "chemotherapy", "treatment", "prophylaxis"}
    return goes_on_with_or(behind) or (another and not leads_to_treatment(behind))
