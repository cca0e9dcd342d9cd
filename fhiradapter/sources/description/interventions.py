"""What the interventions of a record stand for: a drug, several drugs in one name, or a label of what a text gives.

Before the texts are read an intervention has the plain names of its drugs; afterwards a name that nobody gives ("Arm
A", "SHELCAL", "chemotherapy") stands for what its own text, or its arms, give. Nothing is left out: where no text says
more, the name itself stays, as a service and not as a product if it is none.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from fhiradapter.schedule import called
from fhiradapter.schedule.names import PLACEBO_KEY, RADIATION_KEY, key_in, key_of, named_in
from fhiradapter.schedule.qualifiers import is_radioactive

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from fhiradapter.schedule.names import Names
    from fhiradapter.schedule.reader import Reading
    from fhiradapter.schedule.regimen import Regimen
    from fhiradapter.trial.study import Intervention, Trial

_TYPES_THAT_TREAT = frozenset(
    {"", "BIOLOGICAL", "COMBINATION_PRODUCT", "DIETARY_SUPPLEMENT", "DRUG", "GENETIC", "RADIATION"}
)
_NO_PRODUCT = re.compile(
    r"""\b(?:analys[ei]s|assays?|tests?|testing|chain\ reaction|in\ situ\ hybridi[sz]ation|questionnaires?|surveys?|
    samplings?|blood\ (?:draw|samples?|collection)|biops(?:y|ies)|imaging|scans?|tomography|assessments?|evaluations?|
    monitoring|observation|follow[- ]?up|screening|measurements?|profiling|technique|counsel?ling|education|surgery|
    surgical|standard\ (?:of\ )?care|usual\ care|supportive\ care|best\ available|
    no\ (?:treatment|intervention|therapy)|
    (?:bronchial|food|nasal|allergen|skin)\ challenge|detection|provocation|pharmacotherapy|
    chemotherap(?:y|ies)|chemoradiotherapy|radiotherapy|radiation|irradiation|photon\ therapy|electron\ therapy|
    gamma\ ray\ therapy|
    antibody\ therapy|biological\ therapy|cytokine\ therapy|hormone\ therapy|endocrine\ therapy|vaccine\ therapy|
    antiretroviral\ therapy|photodynamic\ therapy|prophylaxis|immunosuppression|cytoreduction|conditioning|regimen|
    physician's\ choice|investigator's\ choice|background\ therapy|
    (?<!microbial\ )(?<!microbiota\ )transplant(?:ation)?|diet|exercise|acupuncture)\b""",
    re.IGNORECASE | re.VERBOSE,
)
"""Words of names that mean something to be done, or several products, and no single one."""


_CLASS = re.compile(
    r"chemotherap|chemoradio|\b(?:antibody|biological|cytokine|hormone|endocrine|vaccine|antiretroviral) therapy|"
    r"\b(?:regimen|conditioning|choice)\b",
    re.IGNORECASE,
)
"""Names of a class of drugs, for which the drugs of the arms may stand: surgery and prophylaxis are none."""


def treats(known: Names, intervention: Intervention) -> bool:
    """Whether its text may say how a treatment is given: by its type, or because its name is that of a treatment."""
    kind = intervention.type.value if intervention.type else ""
    return kind in _TYPES_THAT_TREAT or bool(_meant(known, intervention))


def _meant(known: Names, intervention: Intervention) -> str:
    """The key of what another type of intervention ("Other: placebo") gives all the same."""
    name = intervention.name.value
    key = key_of(known, name) or key_in(known, name)
    sure = key_of(known, name) or known.kind(key) == "cell" or key == PLACEBO_KEY
    return key if sure and not called.several(known, name) else ""


def with_plain_names(trial: Trial, known: Names, words: Sequence[str]) -> Trial:
    """The trial with what each intervention gives, and whether that is a product. `words` are its texts."""
    treating = [each for each in trial.interventions if treats(known, each)]
    stated = called.stated_keys(known, (each.name.value for each in treating), words)
    found = {
        each: called.treatments(known, each.name.value, stated) or _by_other_name(known, each) for each in treating
    }
    plain = [tuple(_folded(names or (each.name.value,))) for each, names in found.items()]
    alike = {each for each, names in zip(found, plain, strict=True) if plain.count(names) > 1}

    def change(each: Intervention) -> Intervention:
        if each not in found:
            return each
        names = called.apart(known, each.name.value, stated) if each in alike else found[each]
        return replace(each, treatments=names, product=_is_product(each, known))

    return _changed(trial, change)


def _by_other_name(known: Names, intervention: Intervention) -> tuple[str, ...]:
    """ "Shelcal", also called "calcium and vitamin D": the drugs in it, where no table knows it."""
    if key_in(known, intervention.name.value):
        return ()
    return next((found for each in intervention.other_names if (found := called.several(known, each.value))), ())


def _is_product(intervention: Intervention, known: Names) -> bool | None:
    """None where the type has to say it."""
    name = intervention.name.value
    key = key_of(known, name) or _meant(known, intervention)
    if key and known.kind(key) != "regimen":
        return _by_key(known, intervention, key)
    if called.several(known, name):
        return True
    if (
        known.kind(key) == "regimen"
        or called.is_label(name)
        or (_NO_PRODUCT.search(name) and not named_in(known, name))
    ):
        return False
    return _by_isotope(intervention)


def _by_isotope(intervention: Intervention) -> bool | None:
    """A radiopharmaceutical is a product, whatever the type of it is."""
    kind = intervention.type.value if intervention.type else ""
    return True if kind == "RADIATION" and is_radioactive(intervention.name.value) else None


def _by_key(known: Names, intervention: Intervention, key: str) -> bool | None:
    kind = intervention.type.value if intervention.type else ""
    if key == RADIATION_KEY:
        return False
    return None if known.kind(key) == "cell" and kind not in _TYPES_THAT_TREAT else True


def settled(
    trial: Trial, reading: Reading, known: Names, told: Mapping[int, Sequence[str]], words: Sequence[str]
) -> Trial:
    """The trial in which names that no text gives stand for what the texts give instead.

    `told` are the names of the treatments that the text of an intervention gives, by the place of the intervention.
    """
    places = {each: place for place, each in reversed(list(enumerate(trial.interventions)))}
    regimens = (reading.whole, *reading.arms.values())
    given = {each.drug.value.casefold(): each.listed_as for regimen in regimens for each in regimen.administrations}
    taken = {*given, *given.values()}
    everything = "\n".join(words).casefold()

    def settle(each: Intervention) -> Intervention:
        if not treats(known, each) or taken & {name.casefold() for name in each.called}:
            return each
        own = [name for name in told.get(places[each], ()) if name.casefold() not in {"placebo", *_folded(each.called)}]
        cells = [name for name in _drugs(regimens) if known.kind(key_in(known, name)) == "cell"]
        if _stands_for_others(each, known, everything) and own:
            return _standing_for(each, known, list(dict.fromkeys(own)))
        if known.kind(key_in(known, each.name.value)) == "cell" and cells and each.product is None:
            return replace(each, treatments=tuple(cells))
        if called.is_label(each.name.value):
            return _standing_for(each, known, _of_arms(each, trial, reading))
        if each.product is False:
            return _standing_for(each, known, _of_class(each, known, _of_arms(each, trial, reading)))
        return each

    return _changed(trial, settle)


def _stands_for_others(each: Intervention, known: Names, everything: str) -> bool:
    """A name that no table knows as a product and no text uses, or one that is none."""
    name = each.name.value
    if called.is_label(name) or each.product is False:
        return True
    return not named_in(known, name) and everything.count(name.casefold()) == 0


def _of_class(each: Intervention, known: Names, given: Sequence[str]) -> Sequence[str]:
    """What "chemotherapy", "CAF regimen" may stand for: no cells, no radiation; and a regimen for no single drug."""
    drugs = [name for name in given if _is_drug(known, name)]
    whole = known.kind(key_in(known, each.name.value)) == "regimen"
    return drugs if len(drugs) > whole and (whole or _CLASS.search(each.name.value)) else ()


def _standing_for(each: Intervention, known: Names, names: Sequence[str]) -> Intervention:
    """What stands for drugs is ordered as they are, whatever "regimen" would be."""
    if not names:
        return each
    return replace(each, treatments=tuple(names), product=all(_is_drug(known, name) for name in names) or each.product)


def _is_drug(known: Names, name: str) -> bool:
    key = key_in(known, name)
    return key != RADIATION_KEY and known.kind(key) not in {"cell", "regimen"}


def _of_arms(each: Intervention, trial: Trial, reading: Reading) -> Sequence[str]:
    """What is given in the arms of a label, beside what the record lists there by name."""
    labels = [
        arm.label.value
        for arm in trial.arms
        if arm.label and any(assigned.intervention == each for assigned in arm.assignments)
    ]
    regimens = [reading.arms[label] for label in labels if label in reading.arms] or [reading.whole]
    others = _folded(name for other in trial.interventions if other != each for name in other.called)
    return [name for name in _drugs(regimens) if name.casefold() not in others]


def _drugs(regimens: Iterable[Regimen]) -> list[str]:
    found = (given.drug.value for regimen in regimens for given in regimen.administrations)
    return list({name.casefold(): name for name in found}.values())


def _folded(names: Iterable[str]) -> set[str]:
    return {name.casefold() for name in names}


def _changed(trial: Trial, change: Callable[[Intervention], Intervention]) -> Trial:
    """The trial with its interventions changed wherever they stand."""
    new = {each: change(each) for each in trial.interventions}
    arms = tuple(
        replace(
            arm,
            assignments=tuple(
                replace(each, intervention=new.get(each.intervention, each.intervention)) for each in arm.assignments
            ),
        )
        for arm in trial.arms
    )
    return replace(trial, interventions=tuple(new[each] for each in trial.interventions), arms=arms)
