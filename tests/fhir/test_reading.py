"""The law of reading back: a plan that was written is read as it was, but for the declared losses."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings

from fhiradapter.fhir.versions import FhirVersion, read, translate
from fhiradapter.prose import Stated
from fhiradapter.schedule.plan import arrange
from fhiradapter.schedule.regimen import Count, Cycles, Dose, Regimen
from fhiradapter.settings import Settings
from fhiradapter.terminology.tables import Tables
from tests.fhir.builders import bosutinib_trial, venetoclax_trial
from tests.fhir.strategies import carried, regimens, wordless
from tests.fhir.walk import elements, only, resources

if TYPE_CHECKING:
    from collections.abc import Callable

    from fhiradapter.trial.study import Trial

TABLES = Tables.load()


@pytest.mark.parametrize("version", FhirVersion)
@settings(max_examples=60)
@given(regimen=regimens())
def test_what_is_written_is_read(version: FhirVersion, regimen: Regimen) -> None:
    trial = replace(bosutinib_trial(), interventions=(), regimen=regimen)
    bundle, _ = translate(trial, Settings(), TABLES, version)
    assert wordless(read(bundle, TABLES).plan) == wordless(carried(arrange(regimen)))


@settings(max_examples=60)
@given(regimen=regimens())
def test_whatever_is_planned_has_valid_distinct_ids(regimen: Regimen) -> None:
    bundle, _ = translate(replace(bosutinib_trial(), regimen=regimen), Settings(), TABLES)
    ids = [each["id"] for each in resources(bundle)]
    assert len(ids) == len(set(ids))
    for plan in resources(bundle, "PlanDefinition"):
        actions = [each for each in elements(plan) if "definitionCanonical" in each or "groupingBehavior" in each]
        names = [each["id"] for each in actions]
        assert len(names) == len(set(names))
        for each in actions:
            definition = each.get("definitionCanonical", "").partition("|")[0].rpartition("/")[2]
            assert len(f"{each['id']}-{definition}") <= 64
            assert ("definitionCanonical" in each) != ("action" in each)
        targets = [each["actionId"] for each in elements(plan) if "actionId" in each]
        assert set(targets) <= set(names)


@pytest.mark.parametrize("version", FhirVersion)
@pytest.mark.parametrize("build", [bosutinib_trial, venetoclax_trial])
def test_both_seeds_are_read_with_their_words(build: Callable[[], Trial], version: FhirVersion) -> None:
    regimen = build().regimen
    plan = read(translate(build(), Settings(), TABLES, version)[0], TABLES).plan
    written = arrange(regimen)
    assert wordless(plan) == wordless(carried(written))
    for back, stage in zip(plan.stages, written.stages, strict=True):
        assert back.stage.statement == stage.stage.statement
        assert back.stage.stop == stage.stage.stop
        for found, original in zip(back.stage.administrations, stage.stage.administrations, strict=True):
            assert (found.words, found.clause) == (original.words, original.clause)
            assert (found.route and found.route.value) == (original.route and original.route.value)
            assert (found.route and found.route.citations) == (original.route and original.route.citations)
            assert (found.days, found.drug, found.condition) == (original.days, original.drug, original.condition)


@pytest.mark.parametrize(
    ("count", "first", "expected"),
    [
        (Count(None, 6), 2, Count(None, 6)),
        (Count(6, 6), 2, Count(6, 6)),
        (Count(4, 6), 2, Count(4, 6)),
        (Count(4, 6), 5, Count(None, 6)),  # declared: FHIR cannot say that a run may be left out whole
        (Count(2, 6), 2, Count(None, 6)),  # declared: one of the run is the least that FHIR can say
        (Count(4, None), 2, None),  # declared: no upper number, no count
    ],
)
def test_how_many_cycles(count: Count, first: int, expected: Count | None) -> None:
    trial = bosutinib_trial()
    (stage,) = trial.regimen.stages
    assert stage.cycle
    *others, last = stage.administrations
    given_from = replace(last, cycles=Stated(Cycles.span(first, None)))
    cycle = replace(stage.cycle, count=Stated(count))
    regimen = Regimen(stages=(replace(stage, cycle=cycle, administrations=(*others, given_from)),))
    plan = read(translate(replace(trial, regimen=regimen), Settings(), TABLES)[0], TABLES).plan
    read_cycle = plan.stages[0].stage.cycle
    assert read_cycle
    assert (read_cycle.count.value if read_cycle.count else None) == expected


def test_dose_levels_are_alternatives() -> None:
    trial = bosutinib_trial()
    (stage,) = trial.regimen.stages
    doses = tuple(Stated(Dose(Decimal(low), "mg")) for low in (300, 400))
    leveled = replace(stage.administrations[0], doses=doses)
    regimen = Regimen(stages=(replace(stage, administrations=(leveled,), cycle=None),))
    bundle, issues = translate(replace(trial, regimen=regimen, interventions=()), Settings(), TABLES)
    (group,) = [
        each for each in elements(only(bundle, "PlanDefinition")) if each.get("selectionBehavior") == "exactly-one"
    ]
    assert [(level["prefix"], level["title"]) for level in group["action"]] == [
        ("1", "Bosutinib 300 mg"),
        ("2", "Bosutinib 400 mg"),
    ]
    quantities = [
        definition["dosage"][0]["doseAndRate"][0]["doseQuantity"]
        for definition in resources(bundle, "ActivityDefinition")
    ]
    assert [(each["value"], each["code"]) for each in quantities] == [(300, "mg"), (400, "mg")]
    assert "dose-not-stated" not in {issue.rule for issue in issues}


@pytest.mark.parametrize("version", FhirVersion)
def test_a_single_dose_on_one_day_is_one(version: FhirVersion) -> None:
    regimen = bosutinib_trial().regimen
    stage = regimen.stages[0]
    given = replace(
        stage.administrations[0], frequency=None, duration=None, days=Stated((1,)), times=Stated(Count(1, 1))
    )
    single = replace(regimen, stages=(replace(stage, cycle=None, administrations=(given,)),))
    bundle, _ = translate(replace(bosutinib_trial(), regimen=single), Settings(), TABLES, version)
    repeats = [each["repeat"] for each in elements(bundle) if "repeat" in each]
    assert {"count": 1} in repeats
