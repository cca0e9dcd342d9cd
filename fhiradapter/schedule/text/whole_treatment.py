"""Sentences that say how long all of the treatment goes on, and name none of it: "Patients receive study medication for
8 weeks", "Treatment duration: 12 weeks", "The total duration of therapy is 78 weeks".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fhiradapter.schedule.phrases import spans, stops
from fhiradapter.schedule.regimen import FollowUp
from fhiradapter.schedule.sentence.around import sounding
from fhiradapter.schedule.text.heard import Heard, Hearing, Lasts, Outcome
from fhiradapter.schedule.tokens import Cursor

if TYPE_CHECKING:
    from fhiradapter.prose import Prose, Stated
    from fhiradapter.schedule.lexicon import Lexicon
    from fhiradapter.schedule.names import Names
    from fhiradapter.schedule.regimen import Duration
    from fhiradapter.schedule.text.heard import Text

_WHO = r"(?:all |each |every |eligible |enrolled )?(?:patients?|participants?|subjects?|volunteers?|women|men|children)"
_BLINDED = r"(?:double-blind|open-label|blinded|randomi[sz]ed|oral|assigned|study|protocol|trial)"
_STUDY = rf"(?:the |their |this )?(?:{_BLINDED},? ){{1,3}}"
_RECEIVE = r"(?:receive|take|remain on|stay on|continue on|be given|are given)"
_TREATMENT = r"(?:treatments?|therapy|drugs?|medications?|products?|supplements?)"
_PLANNED = r"(?:the )?(?:(?:total|planned|intended|overall|expected|anticipated|maximum|approximate) ){0,2}"
_IS = r"(?: is| was| will be| would be|:| =)"
_FOR = r"\s+(?=for\b|over\b|during\b)"

_OPENINGS = tuple(
    re.compile(opening, re.IGNORECASE)
    for opening in (
        rf"{_WHO} (?:will |may )?{_RECEIVE} {_STUDY}{_TREATMENT}{_FOR}",
        rf"{_WHO} (?:are|were|will be) treated{_FOR}",
        rf"(?:the |all |each )?(?:study )?{_TREATMENT} (?:is|are|was|were|will be) (?:given|administered|taken){_FOR}",
    )
)
"""What a span with its own "for" stands behind."""
_DEFINITIONS = tuple(
    re.compile(opening, re.IGNORECASE)
    for opening in (
        rf"{_PLANNED}(?:duration|length) of (?:the )?(?:study |active )?(?:dosing|{_TREATMENT}){_IS}\s+",
        rf"{_PLANNED}(?:study )?(?:treatment|dosing|therapy) (?:duration|period){_IS}\s+",
        r"(?:the )?(?:study )?(?:treatment|therapy|dosing) (?:lasts|lasted|will last)\s+(?:for )?",
        rf"{_PLANNED}time on study treatment{_IS}\s+",
    )
)
"""What an amount of time stands behind."""
_STUDY_HAS = re.compile(
    r"(?:the |this )?(?:study|trial) (?:will )?(?:consists? of|is divided into|comprise[sd]?|includes?)\b|"
    r".{0,60}\bwill enter (?=an? )",
    re.IGNORECASE,
)
_PERIOD_OF = re.compile(
    r"\btreatment (?:period|phase) (?=of (?:up to |approximately )?[\w-]+ (?:weeks?|months?|years?)\b)", re.IGNORECASE
)
_PERIOD = re.compile(
    r"\ban? (?=[\w-]+[ -](?:weeks?|months?|years?)\b,?(?: [\w-]+,?){0,3} treatment (?:period|phase)\b)", re.IGNORECASE
)
_ANY_PERIOD = re.compile(
    r"\b(?:treatment|extension|open-label|double-blind|maintenance) (?:period|phase)s?\b", re.IGNORECASE
)
"""The parts of a study; how long the only one of treatment is."""
_AND_FOLLOWED = re.compile(
    r"\band (?:are |will be )?(?P<followed>followed(?: up)?)"
    r"(?= for [\w -]+ after (?:the )?(?:completion|end|termination) of (?:the )?(?:study|treatment|medications?)\W*$)",
    re.IGNORECASE,
)
_VISITS = re.compile(
    r"\W*(?:and|with) (?:are |will be )?(?:seen|monitored|evaluated|assessed|post\w*|follow)", re.IGNORECASE
)
_MAY_GO_ON = re.compile(
    r"\W*(?:but|although|though|and)\s+(?:further|additional|longer|extended|continued|prolonged) \w+ (?:may|can|is)\b",
    re.IGNORECASE,
)
"""What some may receive behind it changes nothing of how long it was planned for."""
_WITH = re.compile(r"(?:with|of|by)\b", re.IGNORECASE)
"""Behind these stands what is given."""


def all_of_it(cursor: Cursor, text: Text, _lexicon: Lexicon, _names: Names) -> Hearing | None:
    """WHO "receive" STUDY-TREATMENT SPAN | "treatment is given" SPAN | "duration of treatment" IS DURATION, and then
    nothing but follow-up, or words that do not sound like a schedule. What an arm or one treatment is described by is
    said of it alone.
    """
    sentence = cursor.sentence
    if text.described:
        return None
    found = _span(sentence)
    if found is None:
        return None
    span, end = found
    followed = _AND_FOLLOWED.search(sentence.text, end)
    behind = Cursor(sentence[end : followed.start() if followed else None].strip(" ,."))
    stop = stops.stop(behind)
    restricted = behind.sentence.text[behind.token.start :] if behind.token else ""
    visits = bool(_VISITS.match(restricted) or _MAY_GO_ON.match(restricted))
    if not visits and (sounding.sounds_like_schedule(restricted) or _WITH.match(restricted)):
        return None
    statement = sentence[: followed.start()] if followed else sentence[:end] if visits else sentence
    return Hearing(
        follow_ups=_followed(sentence, followed) if followed else [],
        heard=[Heard(sentence, Outcome.IN_PART)],
        lasts=[Lasts(span, statement.strip(" ,.").stated(), stop, nothing_else=visits or not restricted)],
    )


def parts_of_study(cursor: Cursor, text: Text, _lexicon: Lexicon, _names: Names) -> Hearing | None:
    """ "The study consists of a screening period, a 24-week treatment period and a follow-up period"; not of two."""
    sentence = cursor.sentence
    if text.described or not _STUDY_HAS.match(sentence.text):
        return None
    found = [*_PERIOD_OF.finditer(sentence.text), *_PERIOD.finditer(sentence.text)]
    if len(found) != 1 or len(_ANY_PERIOD.findall(sentence.text)) != 1:
        return None
    behind = Cursor(sentence[found[0].end() :])
    behind.word("of")
    span = spans.duration(behind)
    if span is None:
        return None
    return Hearing(heard=[Heard(sentence, Outcome.IN_PART)], lasts=[Lasts(span, sentence.strip(" ,.").stated())])


def _span(sentence: Prose) -> tuple[Stated[Duration], int] | None:
    """How long, and where what says so ends."""
    for openings, rule in ((_OPENINGS, spans.for_span), (_DEFINITIONS, spans.duration)):
        opened = next((match for each in openings if (match := each.match(sentence.text))), None)
        behind = Cursor(sentence[opened.end() :]) if opened else None
        span = rule(behind) if behind else None
        if opened and behind and span:
            left = len(sentence.text) - opened.end()
            return span, opened.end() + (behind.token.start if behind.token else left)
    return None


def _followed(sentence: Prose, followed: re.Match[str]) -> list[FollowUp]:
    after = spans.for_span(Cursor(sentence[followed.end("followed") :]))
    if not after:
        return []
    statement = sentence[followed.start("followed") :].strip(". ")
    return [FollowUp(statement=statement.stated(), duration=after)]
