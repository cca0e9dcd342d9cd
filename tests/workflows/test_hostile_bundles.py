"""A bundle that was mended by hand, or by a bad hand, gives an answer or one error: never an accident."""

from __future__ import annotations

import copy
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from fhiradapter import json_codec
from fhiradapter.drawing.svg import svg
from fhiradapter.drawing.terminal import printed
from fhiradapter.errors import FhirAdapterError
from fhiradapter.transport.opening import open_store
from fhiradapter.workflows.check import check
from fhiradapter.workflows.inputs import single
from fhiradapter.workflows.options import Options
from fhiradapter.workflows.pull import pull
from fhiradapter.workflows.push import push
from fhiradapter.workflows.show import show
from tests.examples import converted

BUNDLE = json_codec.decode(json_codec.encode(converted("004").bundle))
OPTIONS = Options.of()
SCALARS = st.sampled_from([None, "x", "", 7, True, [], {}, ["x"], [None], {"x": 1}, "../../x", -1, 10**30])


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place in a JSON value."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(deeper for key, each in inside for deeper in places(each, (*path, key)))]


PLACES = places(BUNDLE)[1:]


def replaced(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    changed = copy.deepcopy(value)
    inside = changed
    for key in path[:-1]:
        inside = inside[key]
    inside[path[-1]] = new
    return changed


@settings(max_examples=300)
@given(st.sampled_from(PLACES), SCALARS)
def test_any_value_in_any_place(path: tuple[Any, ...], new: Any) -> None:
    given_bundle = single("bundle.json", json_codec.encode(replaced(BUNDLE, path, new)))
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(f"{folder}/store")
        for verb in (
            lambda: check(given_bundle, OPTIONS),
            lambda: list(printed(show(given_bundle, OPTIONS)[0], 80)),
            lambda: svg(show(given_bundle, OPTIONS)[0]),
            lambda: push(given_bundle, store, OPTIONS),
            lambda: pull("src-dcdf31ab1534", store, OPTIONS.settings.base),
        ):
            try:
                verb()
            except FhirAdapterError as error:
                assert str(error)
        assert not list(Path(folder).rglob("*.tmp*"))


def test_a_url_that_is_a_number_is_told() -> None:
    path = next(place for place in PLACES if place[-1] == "url" and "relatedArtifact" in place)
    checked = check(single("bundle.json", json_codec.encode(replaced(BUNDLE, path, 7))), OPTIONS)
    assert any(issue.rule == "structure" for issue in checked.issues)
