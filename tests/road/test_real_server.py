"""The whole road on a real HAPI FHIR server: both trials, both releases, there and back."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
import requests

from fhiradapter import json_codec
from fhiradapter.transport.opening import open_store
from fhiradapter.workflows.convert import convert
from fhiradapter.workflows.inputs import single
from fhiradapter.workflows.options import Options
from fhiradapter.workflows.pull import pull
from fhiradapter.workflows.push import Push, push, push_definitions
from tests.examples import converted, text
from tests.records import patterns

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fhiradapter.transport.store import Store

pytestmark = pytest.mark.hapi

STATUS = "overallStatus=RECRUITING"
ABSENT_STATUS = "No code provided, and a code is required from the value set"


class Server:
    """A real server of one release, with our definitions on it."""

    def __init__(self, release: str, url: str) -> None:
        self.release = release
        self.url = url
        self.store: Store = open_store(url)
        self.definitions = push_definitions(self.store, Options.of(fhir=release))

    def push(self, source: str, trial_id: str, *facts: str) -> Push:
        options = Options.of(fhir=self.release, trial_id=trial_id, set=facts)
        return push(single("trial.txt", source.encode()), self.store, options)

    def post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        headers = {"Content-Type": "application/fhir+json", "Cache-Control": "no-cache"}
        answer = requests.post(f"{self.url}/{path}", data=json_codec.encode(body), headers=headers, timeout=60)
        decoded: dict[str, Any] = json_codec.decode(answer.content)
        return decoded

    def applied(self, plan: str) -> list[dict[str, Any]]:
        """What `$apply` of a plan makes for a patient."""
        patient = {"resourceType": "Patient", "id": "example"}
        requests.put(f"{self.url}/Patient/example", json=patient, timeout=60).raise_for_status()
        answer = requests.get(
            f"{self.url}/PlanDefinition/{plan}/$apply", params={"subject": "Patient/example"}, timeout=60
        )
        assert answer.status_code == 200, answer.text
        contained: list[dict[str, Any]] = json_codec.decode(answer.content)["contained"]
        assert not [each for each in contained if each["resourceType"] == "OperationOutcome"], contained
        return contained

    def messages(self, resource: dict[str, Any]) -> Iterator[tuple[str, str]]:
        """What `$validate` says of a resource: severity and words."""
        outcome = self.post(f"{resource['resourceType']}/$validate", resource)
        for issue in outcome["issue"]:
            yield issue["severity"], issue.get("diagnostics", "")


@pytest.fixture(scope="session", params=["R4", "R5"])
def server(request: pytest.FixtureRequest) -> Server:
    return Server(request.param, request.getfixturevalue(f"hapi_{request.param.lower()}"))


def outcomes(pushed: Push) -> Counter[str]:
    return Counter(each.outcome for each in pushed.resources)


def test_definitions_pushed_again_change_nothing(server: Server) -> None:
    again = push_definitions(server.store, Options.of(fhir=server.release))
    assert {each.outcome for each in again} == {"unchanged"}
    assert len(again) == len(server.definitions) > 0


@pytest.mark.parametrize("trial", ["000", "004"])
def test_pushed_twice_is_pushed_once(server: Server, trial: str) -> None:
    first = server.push(text(trial), f"twice-{trial}")
    assert set(outcomes(first)) <= {"created", "unchanged"}  # the Device is shared by all trials
    assert outcomes(first)["created"] >= len(first.resources) - 1
    second = server.push(text(trial), f"twice-{trial}")
    assert set(outcomes(second)) == {"unchanged"}
    assert [each.version for each in second.resources] == [each.version for each in first.resources]
    for each in second.resources:
        history = requests.get(
            f"{server.url}/{each.reference}/_history", headers={"Cache-Control": "no-cache"}, timeout=60
        )
        assert json_codec.decode(history.content)["total"] == 1, each.reference


def test_a_changed_sentence_changes_only_what_depends_on_it(server: Server) -> None:
    source = text("004")
    server.push(source, "changed")
    changed = source.replace("every 12 weeks for up to 1\n      year", "every 24 weeks for up to 2\n      years")
    assert changed != source
    pushed = server.push(changed, "changed")
    updated = {each.reference for each in pushed.resources if each.outcome == "updated"}
    assert updated == {
        "DocumentReference/changed-source",
        "PlanDefinition/changed-regimen",
        "Provenance/changed-provenance",
        "ResearchStudy/changed",
    }


@pytest.mark.parametrize("trial", ["000", "004"])
def test_the_server_finds_no_error(server: Server, trial: str) -> None:
    bundle = converted(trial, server.release, STATUS).bundle
    said = [message for entry in bundle["entry"] for message in server.messages(entry["resource"])]
    assert [words for severity, words in said if severity in {"error", "fatal"}] == []
    assert [words for _, words in said if "Unknown extension" in words] == []


@pytest.mark.parametrize("trial", ["000", "004"])
def test_without_a_status_it_finds_exactly_that(server: Server, trial: str) -> None:
    bundle = converted(trial, server.release).bundle
    said = [message for entry in bundle["entry"] for message in server.messages(entry["resource"])]
    errors = [words for severity, words in said if severity in {"error", "fatal"}]
    assert len(errors) == (1 if server.release == "R4" else 0)  # R5 has a code for "unknown"
    assert all(ABSENT_STATUS in words for words in errors)


def test_the_server_checks_our_extensions(server: Server) -> None:
    """A wrong value type in an extension of ours is an error on the server: its definition is really used."""
    study = next(
        each
        for each in _resources(converted("004", server.release, STATUS).bundle)
        if each["resourceType"] == "ResearchStudy"
    )
    for extension in study["phase"]["extension"]:
        extension["extension"] = [{"url": "offset", "valueString": "here"}]
    assert any(severity == "error" for severity, _ in server.messages(study))


@pytest.mark.parametrize("trial", ["000", "004"])
def test_pulled_back_equal(server: Server, trial: str) -> None:
    facts = (STATUS, "briefTitle=A title with <tags> & ümlauts")
    pushed_id = f"back-{trial}"
    server.push(text(trial), pushed_id, *facts)
    sent = convert(
        text(trial), name="trial.txt", options=Options.of(fhir=server.release, trial_id=pushed_id, set=facts)
    )
    back = pull(pushed_id, server.store, Options.of().settings.base)
    assert json_codec.encode_pretty(back) == json_codec.encode_pretty(sent.bundle)


def test_apply_gives_the_actions_and_requests_of_the_plan(hapi_r4: str) -> None:
    server = Server("R4", hapi_r4)
    server.push(text("004"), "applied", STATUS)
    contained = server.applied("applied-regimen")
    (group,) = [each for each in contained if each["resourceType"] == "RequestGroup"]
    bundle = converted("004", "R4", STATUS, trial_id="applied").bundle
    (plan,) = [each for each in _resources(bundle) if each["resourceType"] == "PlanDefinition"]
    assert _tree(group["action"]) == _tree(plan["action"])

    definitions = {
        f"{each['url']}|{each['version']}": each
        for each in _resources(bundle)
        if each["resourceType"] == "ActivityDefinition"
    }
    requested = [each for each in contained if each["resourceType"] == "MedicationRequest"]
    assert len(requested) == 5
    for each in requested:
        definition = definitions[each["instantiatesCanonical"][0]]
        assert each["medicationCodeableConcept"] == definition["productCodeableConcept"]
        assert each["dosageInstruction"] == definition["dosage"]
        assert each["intent"] == "option"


def _resources(bundle: dict[str, Any]) -> list[dict[str, Any]]:
    return [entry["resource"] for entry in bundle["entry"]]


def _tree(actions: list[dict[str, Any]]) -> list[Any]:
    """What `$apply` copies of actions: ids, titles, timing, days, conditions, and the tree itself."""
    return [
        (
            each["id"],
            each.get("title"),
            each.get("textEquivalent"),
            each.get("timingTiming", {}).get("repeat", {}).get("duration"),
            [extension for extension in each.get("extension", []) if extension["url"].endswith("timing-daysOfCycle")],
            [condition["expression"]["expression"] for condition in each.get("condition", [])],
            _tree(each.get("action", [])),
        )
        for each in actions
    ]


def test_apply_keeps_every_fact_of_a_pattern(hapi_r4: str) -> None:
    """Weekdays, numbers of doses, caps, as needed, instructions: requests have what their definitions have."""
    server = Server("R4", hapi_r4)
    options = Options.of(fhir="R4", trial_id="patterns", set=(STATUS,))
    push(single("patterns.txt", patterns.TEXT.encode()), server.store, options)
    contained = server.applied("patterns-regimen")
    bundle = convert(patterns.TEXT, name="patterns.txt", options=options).bundle
    (plan,) = [each for each in _resources(bundle) if each["resourceType"] == "PlanDefinition"]
    (group,) = [each for each in contained if each["resourceType"] == "RequestGroup"]
    assert _tree(group["action"]) == _tree(plan["action"])

    definitions = {
        each["productCodeableConcept"]["text"]: each["dosage"]
        for each in _resources(bundle)
        if each["resourceType"] == "ActivityDefinition" and "dosage" in each
    }
    requested = {
        each["medicationCodeableConcept"]["text"]: each["dosageInstruction"]
        for each in contained
        if each["resourceType"] == "MedicationRequest"
    }
    assert requested == definitions
    members = {name for (dosage,) in requested.values() for name in dosage}
    assert {"asNeededBoolean", "maxDosePerAdministration", "maxDosePerPeriod", "additionalInstruction"} <= members


@pytest.mark.parametrize("fact", ["dayOfWeek", "count", "countMax"])
def test_the_server_keeps_what_a_timing_says(server: Server, fact: str) -> None:
    options = Options.of(fhir=server.release, trial_id="kept", set=(STATUS,))
    push(single("patterns.txt", patterns.TEXT.encode()), server.store, options)
    sent = convert(patterns.TEXT, name="patterns.txt", options=options).bundle
    back = pull("kept", server.store, Options.of().settings.base)
    assert fact in json_codec.encode_pretty(back).decode()
    assert json_codec.encode_pretty(back) == json_codec.encode_pretty(sent)
