"""Phrases for what repeats: "Courses repeat every 21 days for up to 6 courses in the absence of ..."."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from fhiradapter.schedule.phrases.changing_cycles import lengths_of_cycles
from fhiradapter.schedule.phrases.cycle_statements import cycle_statement
from fhiradapter.schedule.phrases.cycles import counted
from fhiradapter.schedule.phrases.repeat_tails import Repeating, every, with_tail
from fhiradapter.schedule.regimen import Duration

if TYPE_CHECKING:
    from fhiradapter.prose import Stated
    from fhiradapter.schedule.tokens import Cursor

TREATMENT = frozenset(
    """
    treatment treatments cycle cycles course courses therapy chemotherapy regimen regimens immunotherapy radiotherapy
    chemoradiotherapy chemoimmunotherapy polychemotherapy biotherapy vaccination vaccinations vaccinations infusions
    infusion administration dosing vaccine vaccines biochemotherapy combination schedule chemo
    """.split()
)
ASSESSMENT = frozenset(
    """
    scan scans assessment assessments evaluation evaluations biopsy biopsies imaging test tests sample samples visit
    visits
    ecg eeg ekg questionnaire questionnaires mri ct x-ray x-rays pet measurement measurements examination examinations
    tomography ultrasound staging restaging assessed evaluated evaluation collected drawn monitoring monitored labs
    laboratory blood urine aspirate aspirates aspiration survey interview interviews mammogram colonoscopy cystoscopy
    dexa echocardiogram muga studies study evaluate procedure procedures screening follow-up followed
    """.split()
)
_REPEATS = (
    "repeat", "repeats", "repeated", "is repeated", "are repeated", "will be repeated", "will repeat", "was repeated",
    "were repeated", "continues", "continue", "is continued", "are continued", "will continue", "will be continued",
    "should be continued", "recycles", "recycle",
    "should be repeated", "is given", "are given", "are administered", "is administered", "will be given", "occurs",
    "will be administered", "recurs", "may be repeated", "may repeat", "to be repeated", "is to be repeated",
    "is recycled",
)  # fmt: skip
_OPTIONAL = frozenset({"may be repeated", "may repeat"})
_GIVEN = frozenset(
    {"is given", "are given", "are administered", "is administered", "will be given", "will be administered"}
)
_CONTINUES = frozenset(
    (
        "continues",
        "continue",
        "will continue",
        "is continued",
        "are continued",
        "will be continued",
        "should be continued",
    )
)
_TAIL = ("repeated", "repeat", "repeating", "to be repeated", "and repeated", "repeat cycle", "repeat cycles",
    "repeat course",
         "repeat courses", "repeat treatment", "recycle", "cycled", "repeated as cycles", "and repeat",
         "cycles repeated",
         "repeat the cycle", "repeat cycles of treatment", "given", "administered")  # fmt: skip
_OPENS_TAIL = frozenset({",", "(", ";", *(phrase.split()[0] for phrase in _TAIL)})
_OPENS_CLAUSE = frozenset({"", ".", ";", ",", ":", ")", "and", "then", "-", "*", "•", "]", "(", "!"})
_NO_SUBJECT = frozenset(
    """
    . , ; : ? ! receive receives receiving undergo undergoes or not no may every each on day days with without if
    when after
    before until is are was were will who that which for
    """.split()
) - {"with", "on", "each", "for"}
_LONGEST_SUBJECT = 10
_BEHIND_IN = frozenset({"absence", "interval", "intervals"})
"""Behind "repeats in" these say until when, or how often; "in 4 weeks" says when."""
_OPENS_EVERY = ("every", "each", "q", "once", "weekly", "monthly", "a", "per")
_PATIENTS = (
    "patients", "participants", "subjects", "all patients", "all participants", "all subjects", "the patients", "you",
)  # fmt: skip
_RECEIVE = ("receive", "will receive", "may receive", "are to receive", "should receive", "were to receive", "received")
_GENERIC = ("of treatment", "of therapy", "of chemotherapy", "of study treatment", "of study therapy",
    "of protocol treatment",
            "of protocol therapy", "of study drug", "total", "in total", "of the study drug",
            "of this regimen")  # fmt: skip
_VERBS = frozenset({"receive", "receives", "undergo", "undergoes"})
_OF_WHAT = frozenset({"consisting", "comprising", "comprised", "composed", "containing", "including", "with"})
_BEHIND = frozenset({"or", "except", "depending", "/", "either", "in", "over", "but", "apart", "plus"})
_ONE_CYCLE = ("for one cycle", "for a cycle", "as one cycle", "as a cycle", "is one cycle", "is a cycle")
_LOOK_BACK = 30


def repeating(cursor: Cursor) -> Repeating | None:
    """REPEATING = WHAT REPEATS EVERY TAIL | CYCLE-LENGTH as a sentence | WHAT "continues" TAIL | PATIENTS "receive"
    COUNT
    | [ "," ] "repeated" EVERY TAIL | EVERY COUNT | "receive" COUNT "of chemotherapy consisting of",
    TAIL = { COUNT | SPAN | STOP }

    Refused: what is looked at or visited, not given ("scans", "visits"); two lengths; doses in place of courses.
    """
    start = cursor.index
    for rule in _AT_A_CLAUSE if cursor.peek(-1) in _OPENS_CLAUSE else _INSIDE:
        found = cursor.maybe(rule)
        if found is not None and (_is_one_statement(cursor, start)):
            statement = cursor.since(start).strip(" ,;.()").stated()
            return replace(found, statement=statement, whole=_opens_sentence(cursor, start) and cursor.at_end)
        cursor.index = start
    return None


def _opens_sentence(cursor: Cursor, start: int) -> bool:
    return start == 0 or cursor.tokens[start - 1].key in {".", "-", "*", "•"}


def _is_one_statement(cursor: Cursor, start: int) -> bool:
    """False before an "or", a condition or a second number, that may turn round what was read."""
    here = cursor.peek()
    if here == "(":
        inside = [cursor.peek(ahead) for ahead in range(1, 12)]
        inside = inside[: inside.index(")")] if ")" in inside else inside
        return not {"depending", "or", "except", "for", "if", "arm", "depends", "according", "in"}.intersection(inside)
    if here == "then" or (here in {",", "and"} and cursor.peek(1) == "then"):
        return False
    return here not in _BEHIND and not (here == "," and cursor.peek(1) in {"every", "or", "except", "but"})


def _subject(cursor: Cursor) -> Repeating | None:
    """WHAT REPEATS ( EVERY TAIL | TAIL of what continues )"""
    if cursor.peek(-1) not in _OPENS_CLAUSE:
        return None
    found = _what(cursor)
    if found is None:
        return None
    what, verb = found
    cursor.word("once", "again", ",")
    length = every(cursor)
    if length is None and verb in _GIVEN:
        return None
    lengths = cursor.maybe(lambda here: lengths_of_cycles(here, length)) if length is not None else None
    said = with_tail(cursor, Repeating(what, what, None if lengths else length, lengths=lengths or ()))
    if said is None or verb in _OPTIONAL or (length is None and not _goes_on_for(said, verb)):
        return None
    is_treatment = bool(TREATMENT.intersection(what.value.lower().replace("-", " ").split()))
    if verb in _GIVEN or not is_treatment:
        generic = is_treatment and what.value.lower().split()[-1] in {
            "cycle",
            "cycles",
            "course",
            "courses",
            "treatment",
            "chemotherapy",
        }
        return said if (generic or verb not in _GIVEN) and (is_treatment or said.count is not None) else None
    return said


def _goes_on_for(said: Repeating, verb: str) -> bool:
    """ "Treatment repeats for 6 courses", "continues for 1 year"; never "repeats for 1 year" """
    return said.count is not None or (verb in _CONTINUES and (said.span or said.stop) is not None)


def _what(cursor: Cursor) -> tuple[Stated[str], str] | None:
    """WHAT = up to ten words of treatment, or a name, before the verb; never of assessment."""
    start = cursor.index
    if cursor.token is None or cursor.token.kind != "word" or cursor.peek() in {"and", "then"}:
        return None
    while (key := cursor.peek()) and cursor.index - start <= _LONGEST_SUBJECT:
        if cursor.index > start:
            end = cursor.index
            verb = cursor.phrase(*_REPEATS)
            if (
                verb
                and cursor.peek() != "to"
                and (cursor.peek() != "in" or _BEHIND_IN.intersection(cursor.peek(ahead) for ahead in range(1, 5)))
            ):
                what = cursor.sentence[cursor.tokens[start].start : cursor.tokens[end - 1].end].stated()
                return what, verb
            cursor.index = end
        if key in _NO_SUBJECT or key in ASSESSMENT - {"study"} or cursor.tokens[cursor.index].kind == "number":
            return None
        cursor.index += 1
    return None


def _definition(cursor: Cursor) -> Repeating | None:
    """ "Each cycle lasts 21 days", "Six cycles every 21 days": at the start of a clause"""
    if cursor.peek(-1) not in _OPENS_CLAUSE - {"and", ","}:
        return None
    start = cursor.index
    found = cycle_statement(cursor)
    if found is None:
        return None
    return with_tail(cursor, Repeating(cursor.since(start).stated(), None, found.length, found.count))


def _patients(cursor: Cursor) -> Repeating | None:
    """PATIENTS "receive" COUNT [ "of treatment" ] TAIL: "may receive up to 6 cycles" is an upper count"""
    start = cursor.index
    if cursor.peek(-1) not in _OPENS_CLAUSE or not cursor.phrase(*_PATIENTS):
        return None
    receive = cursor.phrase(*_RECEIVE)
    cursor.word("treatment", "therapy", "chemotherapy") if cursor.peek(1) in {"for", "every"} else None
    found = counted(cursor) if receive else None
    if found is None or (receive == "may receive" and found.count.value.low is not None):
        return None
    generic = bool(cursor.phrase(*_GENERIC))
    if cursor.peek() in _OF_WHAT:
        return None
    length = found.length or (every(cursor) if generic else None)
    said = with_tail(cursor, Repeating(cursor.since(start).stated(), None, length, found.count))
    return said if generic or cursor.at_end or (said and said.stop) else None


def _courses_of(cursor: Cursor) -> Repeating | None:
    """ "receive" COUNT "of chemotherapy" before what it consists of: what follows is given so many times"""
    start = cursor.index
    found = counted(cursor) if cursor.peek(-1) in _VERBS else None
    if found is None or not cursor.phrase(*_GENERIC) or cursor.peek() not in _OF_WHAT:
        return None
    return Repeating(cursor.since(start).stated(), None, found.length, found.count)


def _patients_continue(cursor: Cursor) -> Repeating | None:
    """ "Patients may continue treatment for up to 9 months or until disease progression": how long it goes on."""
    start = cursor.index
    if cursor.peek(-1) not in _OPENS_CLAUSE or not cursor.phrase(*_PATIENTS):
        return None
    if not (cursor.word("may", "will", "can", "should") or cursor.peek() == "continue") or not cursor.word("continue"):
        return None
    cursor.phrase("to receive", "on", "receiving", "with", "to take")
    cursor.word("the", "their", "this")
    cursor.word("study", "protocol", "assigned")
    if not cursor.word("treatment", "therapy", "chemotherapy"):
        return None
    said = with_tail(cursor, Repeating(cursor.since(start).stated()))
    return said if said and said.span and cursor.at_end else None


def _tail(cursor: Cursor) -> Repeating | None:
    """[ "," ] "repeated" [ CYCLE ] EVERY TAIL, behind words about treatment only"""
    start = cursor.index
    if cursor.peek() not in _OPENS_TAIL or cursor.peek(-1) in {"be", "not", "may", "can", "is", "are"}:
        return None
    cursor.word(",", "(", ";")
    verb = cursor.phrase(*_TAIL)
    if not verb or verb in {"given", "administered"} or _about_assessment(cursor, start):
        return None
    cursor.word("once")
    length = every(cursor)
    if length is None:
        return None
    said = with_tail(cursor, Repeating(cursor.since(start).stated(), None, length))
    return said if cursor.tokens[start].key != "(" or cursor.word(")") else None


def _again_on(cursor: Cursor) -> Repeating | None:
    """ "Recycle: day 22": one cycle is 21 days, for the first day is day 1"""
    if not cursor.peek().startswith("recycl"):
        return None
    start = cursor.index
    again = cursor.phrase("recycle : day", "recycle day", "recycle on day", "recycling on day", "recycling day")
    day = cursor.number() if again else None
    if day is None or day <= 2 or cursor.peek() in {"-", "to", "or", ",", "and"}:
        return None
    length = cursor.state(Duration(day - 1, "d"), start)
    return with_tail(cursor, Repeating(cursor.since(start).stated(), None, length))


def _about_assessment(cursor: Cursor, start: int) -> bool:
    place = start - 1
    while place >= max(0, start - _LOOK_BACK) and cursor.tokens[place].key not in {".", ";"}:
        if cursor.tokens[place].key in ASSESSMENT - {"study"}:
            return True
        place -= 1
    return False


def _counted_every(cursor: Cursor) -> Repeating | None:
    """EVERY COUNT: "every 21 days for 6 cycles", "q21d x 6 cycles"; "every 21 days for one cycle" has no count"""
    if not cursor.peek().startswith(_OPENS_EVERY):
        return None
    start = cursor.index
    length = every(cursor)
    before = [token.key for token in cursor.tokens[max(0, start - _LONGEST_SUBJECT) : start]] if length else []
    if before and before[-1] in {"and", ","} and "every" in before:
        return None  # the second of two lengths
    if length is None or _about_assessment(cursor, start):
        return None
    one = cursor.phrase(*_ONE_CYCLE)
    said = with_tail(cursor, Repeating(cursor.since(start).stated(), None, length))
    return said if said is not None and (one or said.count is not None) else None


_AT_A_CLAUSE = (_subject, _definition, _patients, _courses_of, _patients_continue, _tail, _again_on, _counted_every)
_INSIDE = (_courses_of, _tail, _again_on, _counted_every)
"""Elsewhere only these can stand."""
