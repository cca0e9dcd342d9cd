"""Every sentence on treatment is counted, and what was not read has its place."""

from __future__ import annotations

import pytest

from fhiradapter import json_codec
from fhiradapter.errors import SourceError
from fhiradapter.schedule.text.heard import Outcome
from fhiradapter.workflows.inputs import single
from fhiradapter.workflows.unread import Words, unread
from tests.drawing.trials import OPTIONS, record
from tests.examples import converted, text

READ = "Patients receive cisplatin 75 mg/m2 IV on day 1."
IN_PART = "Patients with confirmed complete response may receive cisplatin 50 mg/m2 IV on day 1."
OTHER = "Patients like music."
UNREAD = "Every 3 weeks the blue liquid comes at 20 mg."


def test_counts_by_text_and_in_all() -> None:
    account = unread(record(f"{READ} {OTHER}", ("A", UNREAD, ["Cisplatin"])), OPTIONS)
    assert account.origins == ("description", "arms")
    assert [account.counts(origin)[Outcome.UNDERSTOOD] for origin in account.origins] == [1, 0]
    assert sum(account.counts().values()) == len(account.sentences) == 3
    assert account.counts()[Outcome.NOT_TREATMENT] == 1
    assert account.counts()[Outcome.NOT_UNDERSTOOD] == 1


def test_the_words_of_a_sentence_are_all_there_and_the_unread_ones_stand_out() -> None:
    (sentence,) = unread(record(IN_PART), OPTIONS).sentences
    assert sentence.text == IN_PART
    assert sentence.outcome == Outcome.IN_PART
    assert Words("confirmed complete response", read=False) in sentence.words


@pytest.mark.parametrize("before", ["", "Title of a trial.\n\n"])
def test_a_place_leads_to_the_sentence(before: str) -> None:
    found = unread(single("trial.txt", f"{before}{READ}\n{UNREAD}\n".encode()), OPTIONS)
    (sentence,) = [each for each in found.sentences if each.outcome == Outcome.NOT_UNDERSTOOD]
    place = sentence.place
    assert place.file == "trial.txt"
    assert place.offset is not None
    assert place.length is not None
    assert f"{before}{READ}\n{UNREAD}\n"[place.offset : place.offset + place.length] == sentence.text == UNREAD
    assert place.line == before.count("\n") + 2


def test_a_place_in_a_record_is_a_field_and_a_character() -> None:
    (sentence,) = unread(record(UNREAD), OPTIONS).sentences
    assert sentence.place.path == "/protocolSection/descriptionModule/detailedDescription"
    assert sentence.place.offset == 0


def test_for_programs() -> None:
    answer = unread(record(f"{READ} {UNREAD}"), OPTIONS).as_json()
    assert answer["sentences"] == {
        "understood": 1,
        "understood in part": 0,
        "not about treatment": 0,
        "not understood": 1,
    }
    (left,) = answer["unread"]
    assert left["sentence"] == UNREAD
    assert left["unread"] == [UNREAD]
    assert left["mayChangeTreatment"] is True


def test_both_examples() -> None:
    for trial in ("000", "004"):
        account = unread(single(f"{trial}.txt", text(trial).encode()), OPTIONS)
        assert sum(account.counts().values()) == len(account.sentences) > 5
        assert all(text(trial)[each.place.offset or 0 :].startswith(each.text[:3]) for each in account.sentences)


def test_a_bundle_holds_no_sentences() -> None:
    bundle = single("bundle.json", json_codec.encode(converted("004").bundle))
    with pytest.raises(SourceError, match="does not say which sentences were read"):
        unread(bundle, OPTIONS)
