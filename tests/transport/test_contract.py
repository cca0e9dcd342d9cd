"""What every store does: one suite, run unchanged on a folder and on real HAPI servers."""

from __future__ import annotations

import itertools
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
import requests

from fhiradapter.errors import Refused, UsageError
from fhiradapter.transport.comparison import differences, same
from fhiradapter.transport.opening import open_store
from fhiradapter.transport.server import FhirServer
from fhiradapter.transport.store import Written
from tests.transport.builders import provenance, put, study, transaction

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from fhiradapter.transport.store import Store

_NUMBERS = itertools.count(1)

SERVERS = [pytest.param("hapi_r4", marks=pytest.mark.hapi), pytest.param("hapi_r5", marks=pytest.mark.hapi)]


@pytest.fixture(params=["folder", *SERVERS])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    folder = request.param == "folder"
    return open_store(str(tmp_path / "store") if folder else request.getfixturevalue(request.param))


@pytest.fixture(params=SERVERS)
def server(request: pytest.FixtureRequest) -> FhirServer:
    found = open_store(request.getfixturevalue(request.param))
    assert isinstance(found, FhirServer)
    return found


@pytest.fixture
def fresh() -> Callable[[str], str]:
    """Ids that no other test uses: the servers live as long as the session."""
    number = next(_NUMBERS)
    return lambda name: f"t{number}-{name}"


def read_one(store: Store, reference: str) -> dict[str, Any]:
    return store.read([reference])[reference]


def test_a_new_resource_is_created_and_read_back(store: Store, fresh: Callable[[str], str]) -> None:
    new = study(fresh("a"), title="A trial")
    assert store.transact(transaction(new)) == [
        Written(reference=f"ResearchStudy/{new['id']}", status=201, version="1"),
    ]
    found = read_one(store, f"ResearchStudy/{new['id']}")
    assert same(new, found)
    assert found["meta"]["versionId"] == "1"


def test_the_same_content_makes_no_new_version(store: Store, fresh: Callable[[str], str]) -> None:
    bundle = transaction(study(fresh("a"), title="A trial"))
    store.transact(bundle)
    assert [(one.status, one.version) for one in store.transact(bundle)] == [(200, "1")]


def test_a_change_makes_a_new_version(store: Store, fresh: Callable[[str], str]) -> None:
    store.transact(transaction(study(fresh("a"), title="A trial")))
    changed = study(fresh("a"), title="Another")
    assert [(one.status, one.version) for one in store.transact(transaction(changed))] == [(200, "2")]
    found = read_one(store, f"ResearchStudy/{changed['id']}")
    assert same(changed, found)
    assert found["meta"]["versionId"] == "2"


def test_answers_come_in_the_order_of_the_entries(store: Store, fresh: Callable[[str], str]) -> None:
    store.transact(transaction(study(fresh("b"))))
    written = store.transact(transaction(study(fresh("c")), study(fresh("b")), study(fresh("a"))))
    assert [(one.reference.rpartition("-")[2], one.status) for one in written] == [("c", 201), ("b", 200), ("a", 201)]


def test_nothing_is_written_of_an_empty_transaction(store: Store) -> None:
    assert store.transact({"resourceType": "Bundle", "type": "transaction"}) == []


def test_what_does_not_exist_is_absent(store: Store, fresh: Callable[[str], str]) -> None:
    store.transact(transaction(study(fresh("a"))))
    asked = [f"ResearchStudy/{fresh('a')}", f"ResearchStudy/{fresh('none')}", f"Group/{fresh('none')}"]
    assert list(store.read(asked)) == asked[:1]
    assert store.read([]) == {}


def test_a_version_that_still_holds_may_be_replaced(store: Store, fresh: Callable[[str], str]) -> None:
    store.transact(transaction(study(fresh("a"), title="A trial")))
    written = store.transact(transaction(put(study(fresh("a"), title="Another"), if_match='W/"1"')))
    assert [(one.status, one.version) for one in written] == [(200, "2")]


def test_a_stale_version_undoes_the_whole_transaction(store: Store, fresh: Callable[[str], str]) -> None:
    store.transact(transaction(study(fresh("a"), title="one")))
    store.transact(transaction(study(fresh("a"), title="two")))
    stale = put(study(fresh("a"), title="three"), if_match='W/"1"')
    with pytest.raises(Refused) as refused:
        store.transact(transaction(study(fresh("b")), stale))
    assert refused.value.status in {409, 412}
    assert "plan again" in refused.value.remedy
    found = store.read([f"ResearchStudy/{fresh('a')}", f"ResearchStudy/{fresh('b')}"])
    assert {reference: resource["title"] for reference, resource in found.items()} == {
        f"ResearchStudy/{fresh('a')}": "two",
    }


def test_referring_resources_are_found(store: Store, fresh: Callable[[str], str]) -> None:
    this, other = f"ResearchStudy/{fresh('a')}", f"ResearchStudy/{fresh('b')}"
    mine, others = provenance(fresh("p"), this), provenance(fresh("q"), other)
    store.transact(transaction(study(fresh("a")), study(fresh("b")), mine, others))
    assert [found["id"] for found in store.referring("Provenance", "target", this)] == [fresh("p")]
    assert store.referring("Provenance", "target", f"ResearchStudy/{fresh('none')}") == []


def test_canonicals_are_found_by_their_url(store: Store, fresh: Callable[[str], str]) -> None:
    url = f"https://trials.example.org/fhir/PlanDefinition/{fresh('a')},b"
    plan = {"resourceType": "PlanDefinition", "id": fresh("a"), "status": "draft", "url": url}
    store.transact(transaction(plan, {**plan, "id": fresh("b"), "url": f"{url}c"}))
    assert [found["id"] for found in store.find_canonical("PlanDefinition", url)] == [fresh("a")]
    assert store.find_canonical("PlanDefinition", f"{url}/none") == []


def test_many_resources_come_in_pages(store: Store, fresh: Callable[[str], str]) -> None:
    target = f"ResearchStudy/{fresh('a')}"
    many = [provenance(fresh(f"p{number}"), target) for number in range(120)]
    store.transact(transaction(study(fresh("a")), *many))
    ids = {one["id"] for one in many}
    assert {found["id"] for found in store.referring("Provenance", "target", target)} == ids
    assert set(store.read(f"Provenance/{id_}" for id_ in ids)) == {f"Provenance/{id_}" for id_ in ids}


def test_labels_that_others_put_there_stay(store: Store, fresh: Callable[[str], str]) -> None:
    system = "https://trials.example.org/tags"
    kept = {"system": system, "code": "kept", "display": "Kept"}
    theirs = {"tag": [{"system": system, "code": "theirs"}, kept], "security": [{"system": system, "code": "secret"}]}
    ours = {"tag": [{"system": system, "code": "ours"}, kept]}
    for meta in (theirs, ours):
        store.transact(transaction(study(fresh("a"), meta=meta)))
    both = {**theirs, "tag": [{"system": system, "code": "theirs"}, *ours["tag"]]}
    labelled = read_one(store, f"ResearchStudy/{fresh('a')}")
    assert differences(study(fresh("a"), meta=both), labelled) == []
    (again,) = store.transact(transaction(study(fresh("a"), meta=ours)))
    assert again.version == labelled["meta"]["versionId"]


def test_everything_else_stays_as_it_was(store: Store, fresh: Callable[[str], str]) -> None:
    div = (
        '<div xmlns="http://www.w3.org/1999/xhtml" lang="en" xml:lang="en"><p>1 &lt; 2 &amp; 3&#160;mg \u2265 "x" \U0001f600</p>'
        '<p></p><br/><table><tr><td class="a">b</td> </tr></table></div>'
    )
    full = study(
        fresh("a"),
        meta={"source": "https://trials.example.org/source"},
        text={"status": "generated", "div": div},
        extension=[{"url": "https://trials.example.org/dose", "valueDecimal": Decimal("1.50")}],
        contained=[{"resourceType": "Group", "id": "g", "type": "person", "text": {"status": "generated", "div": div}}],
        title="Dose \u2265 1.50 mg\u00a0\u2013 \U0001f600",
        _description={"extension": [{"url": "https://trials.example.org/e", "valueBoolean": True}]},
        description="  two\n lines\t",
        keyword=[{"text": "b"}, {"text": "a"}],
    )
    # the contained group has to be referred to, or a server may drop it
    full["extension"] += [{"url": "https://trials.example.org/group", "valueReference": {"reference": "#g"}}]
    if store.release() == "R5":
        full["contained"][0]["membership"] = "definitional"
    store.transact(transaction(full))
    assert differences(full, read_one(store, f"ResearchStudy/{fresh('a')}")) == []
    assert store.transact(transaction(full))[0].version == "1"


def test_a_large_integer_survives_as_string_or_number(store: Store, fresh: Callable[[str], str]) -> None:
    size: Any = "3244" if store.release() == "R5" else 3244
    document = {
        "resourceType": "DocumentReference",
        "id": fresh("a"),
        "status": "current",
        "content": [{"attachment": {"contentType": "text/plain", "size": size, "url": "https://example.org/a.txt"}}],
    }
    store.transact(transaction(document))
    assert differences(document, read_one(store, f"DocumentReference/{fresh('a')}")) == []


@pytest.mark.parametrize(
    "reference",
    ["../etc", "ResearchStudy/../x", "ResearchStudy/..", "ResearchStudy/a/b", "ResearchStudy/a,b", "x", "Study/", "/a"],
)
def test_what_is_no_reference_is_refused(store: Store, reference: str) -> None:
    with pytest.raises(UsageError, match="not a reference"):
        store.read([reference])
    with pytest.raises(UsageError, match="not a reference"):
        store.referring("Provenance", "target", reference)
    resource_type, _, id_ = reference.partition("/")
    with pytest.raises(UsageError, match="not a reference"):
        store.transact(transaction({"resourceType": resource_type, "id": id_}))


POST = {"resource": study("x"), "request": {"method": "POST", "url": "ResearchStudy"}}
POST_BY_ID = {"resource": study("x"), "request": {"method": "POST", "url": "ResearchStudy/x"}}
CONDITIONAL = {"resource": study("x"), "request": {"method": "PUT", "url": "ResearchStudy?identifier=x"}}


@pytest.mark.parametrize(
    ("bundle", "message"),
    [
        (study("x"), "not a transaction"),
        ({"resourceType": "Bundle", "type": "batch"}, "not a transaction"),
        (transaction(POST), "POST ResearchStudy, not PUT ResearchStudy/x"),
        (transaction(POST_BY_ID), "POST ResearchStudy/x, not PUT ResearchStudy/x"),
        (transaction(CONDITIONAL), "not PUT ResearchStudy/x"),
        (transaction(study("x"), study("y"), study("x")), "more than one entry for ResearchStudy/x"),
    ],
)
def test_only_puts_of_each_resource_once(store: Store, bundle: dict[str, Any], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        store.transact(bundle)


def test_the_release_is_known(server: FhirServer, request: pytest.FixtureRequest) -> None:
    assert f"hapi_{server.release().lower()}" in request.node.name


def test_a_deleted_resource_is_absent_and_may_come_again(server: FhirServer, fresh: Callable[[str], str]) -> None:
    reference = f"ResearchStudy/{fresh('a')}"
    server.transact(transaction(study(fresh("a"))))
    assert requests.delete(f"{server.name}/{reference}", timeout=30).status_code == 200
    assert server.read([reference]) == {}
    written = server.transact(transaction(study(fresh("a"))))
    assert [(one.status, one.version) for one in written] == [(201, "3")]


def test_the_server_judges_a_resource(server: FhirServer) -> None:
    wrong = server.validate({"resourceType": "ResearchStudy", "status": "no-such-status"})
    assert wrong["resourceType"] == "OperationOutcome"
    assert "error" in {issue["severity"] for issue in wrong["issue"]}


def test_a_dangling_reference_is_refused_in_words(server: FhirServer, fresh: Callable[[str], str]) -> None:
    dangling = study(fresh("a"), site=[{"reference": "Location/nowhere"}])
    with pytest.raises(Refused, match=r"HAPI-1094.*Location/nowhere") as refused:
        server.transact(transaction(dangling))
    assert refused.value.status == 400
    assert "Store the resource that is referred to first" in refused.value.remedy


def test_a_wrong_path_is_refused_in_words(server: FhirServer) -> None:
    elsewhere = open_store(server.name.replace("/fhir", "/elsewhere"))
    with pytest.raises(Refused, match="404") as refused:
        elsewhere.release()
    assert "Is this the FHIR base URL?" in refused.value.remedy
