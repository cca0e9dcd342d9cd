"""Which step is taken for a mention of which kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fhiradapter.schedule.sentence.mentioned.mentions import PHRASES, Kind
from fhiradapter.schedule.sentence.steps.asides import aside
from fhiradapter.schedule.sentence.steps.attaching import phrase
from fhiradapter.schedule.sentence.steps.brackets import bracket
from fhiradapter.schedule.sentence.steps.joining import join
from fhiradapter.schedule.sentence.steps.receiving import block, is_given, receives, subject
from fhiradapter.schedule.sentence.steps.references import as_in
from fhiradapter.schedule.sentence.steps.statements import arm, repeat, stop
from fhiradapter.schedule.sentence.steps.treatments import drug
from fhiradapter.schedule.sentence.steps.words import fill, note, word

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fhiradapter.schedule.sentence.steps.state import Step

STEPS: Mapping[Kind, Step] = {
    **dict.fromkeys(PHRASES, phrase),
    Kind.SUBJECT: subject,
    Kind.RECEIVE: receives,
    Kind.GIVEN: is_given,
    Kind.BLOCK: block,
    Kind.DRUG: drug,
    Kind.LINK: join,
    Kind.OR: join,
    Kind.THEN: join,
    Kind.COMMA: join,
    Kind.SEMICOLON: join,
    Kind.OPEN: bracket,
    Kind.ASIDE: aside,
    Kind.AS_IN: as_in,
    Kind.REPEAT: repeat,
    Kind.STOP: stop,
    Kind.ARM: arm,
    Kind.WORD: word,
    Kind.FILL: fill,
    Kind.NOTE: note,
}
"""A bracket that closes and was never opened says nothing."""
