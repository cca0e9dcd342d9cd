"""No phrase begins with a word at which its rule is not asked: every sentence of the manual shows it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from fhiradapter.prose import Prose
from fhiradapter.schedule.phrases.openers import NEEDED, OPENERS, impossible, opener
from fhiradapter.schedule.sentence.mentioned.mentions import RULES, Kind
from fhiradapter.schedule.tokens import Cursor
from tests.examples import ROOT
from tests.schedule.words import LEXICON

if TYPE_CHECKING:
    from collections.abc import Iterator

ROW = re.compile(r"\| `(?P<words>[^`]+)` \|")


def sentences() -> Iterator[str]:
    for page in sorted((ROOT / "docs" / "language").glob("*.md")):
        for line in page.read_text(encoding="utf-8").splitlines():
            if row := ROW.match(line):
                yield row["words"]


@pytest.mark.parametrize("words", sorted(set(sentences())))
def test_every_phrase_begins_with_an_opener(words: str) -> None:
    cursor = Cursor(Prose.verbatim(words))
    out = impossible(cursor.tokens)
    for start, token in enumerate(cursor.tokens):
        for kind, rule in RULES:
            cursor.index = start
            if rule(cursor, LEXICON) is not None:
                assert kind not in out, kind
                assert kind in LEXICON.openers.get(opener(token), ()), (kind, token.text)


def test_every_family_has_its_openers() -> None:
    assert set(OPENERS) == {kind.value for kind, _ in RULES}
    assert set(NEEDED) <= {*OPENERS, Kind.REPEAT.value, Kind.AS_IN.value}
