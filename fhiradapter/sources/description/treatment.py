"""The schedules that the texts of a trial state: of the whole study, and of each of its arms.

The description, the summary, the arms and the interventions all tell of the treatment, and complement each other.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from fhiradapter.schedule import names as naming
from fhiradapter.schedule import reader
from fhiradapter.schedule.entries import Origin
from fhiradapter.schedule.hearing import Text
from fhiradapter.schedule.regimen import Administration, Regimen, Stage
from fhiradapter.trial.study import Arm

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from fhiradapter.issues import Issue
    from fhiradapter.prose import Prose, Stated
    from fhiradapter.schedule.lexicon import Lexicon
    from fhiradapter.schedule.names import Names
    from fhiradapter.schedule.reader import Reading
    from fhiradapter.trial.study import Intervention, Trial

NOT_READ = Regimen(unread=1)
"""Nobody has looked: what is absent may be stated in the text."""
_TYPES_THAT_TREAT = frozenset(
    {"", "BIOLOGICAL", "COMBINATION_PRODUCT", "DIETARY_SUPPLEMENT", "DRUG", "GENETIC", "RADIATION"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The paragraphs of each text. `arms` are by the place of the arm, `interventions` by the place of theirs."""

    detail: Sequence[Prose] = ()
    summary: Sequence[Prose] = ()
    arms: Mapping[int, Sequence[Prose]] = field(default_factory=dict)
    interventions: Mapping[int, Sequence[Prose]] = field(default_factory=dict)


def with_regimens(trial: Trial, told: Told, lexicon: Lexicon) -> tuple[Trial, tuple[Issue, ...]]:
    """The trial with the regimens that its texts state, and what of the texts was not read."""
    words = _words(trial, told)
    known = naming.with_short_names(lexicon.names, words)
    trial = _with_plain_names(trial, known)
    treating = [each for each in trial.interventions if _treats(each)]
    named = ((each.name.value, [other.value for other in each.other_names]) for each in treating)
    names = naming.with_short_names(naming.own(known, named), words)
    listed = {_key(names, each): each.treatment or each.name.value for each in reversed(treating)}
    labels = [_label(arm, number) for number, arm in enumerate(trial.arms, start=1)]
    reading = reader.read(list(_texts(trial, told, names, labels)), labels, lexicon, names, listed)
    return replace(_placed(trial, labels, reading), heard=reading.texts), reading.issues


def _words(trial: Trial, told: Told) -> list[str]:
    """Every text in which a treatment may be given a short name."""
    paragraphs = (told.detail, told.summary, *told.arms.values(), *told.interventions.values())
    titles = (trial.brief_title, trial.official_title, trial.detailed_description, *(arm.label for arm in trial.arms))
    return [*(each.text for text in paragraphs for each in text), *(each.value for each in titles if each)]


def _with_plain_names(trial: Trial, known: Names) -> Trial:
    """The trial with what each intervention gives, where its name says it in another way."""
    plain = {each: _plain(each, known) for each in trial.interventions}
    arms = tuple(
        replace(
            arm,
            assignments=tuple(
                replace(each, intervention=plain.get(each.intervention, each.intervention)) for each in arm.assignments
            ),
        )
        for arm in trial.arms
    )
    return replace(trial, interventions=tuple(plain[each] for each in trial.interventions), arms=arms)


def _plain(intervention: Intervention, known: Names) -> Intervention:
    name = naming.plain_name(known, intervention.name.value) if _treats(intervention) else ""
    return replace(intervention, treatment=name if name != intervention.name.value else "")


def _treats(intervention: Intervention) -> bool:
    return (intervention.type.value if intervention.type else "") in _TYPES_THAT_TREAT


def _label(arm: Arm, number: int) -> str:
    return arm.label.value if arm.label else f"#{number}"


def _texts(trial: Trial, told: Told, names: Names, labels: Sequence[str]) -> Iterator[Text]:
    yield Text(paragraphs=tuple(told.detail))
    for place, paragraphs in told.arms.items():
        yield Text(paragraphs=tuple(paragraphs), origin=Origin.ARM, arms=(labels[place],))
    for place, paragraphs in told.interventions.items():
        intervention = trial.interventions[place]
        if not _treats(intervention):
            continue
        assigned = [label for label, arm in zip(labels, trial.arms, strict=True) if _has(arm, intervention)]
        yield Text(
            paragraphs=tuple(paragraphs),
            origin=Origin.INTERVENTION,
            arms=tuple(assigned) if len(assigned) < len(labels) else (),
            subject=intervention.name,
            subject_key=_key(names, intervention),
        )
    yield Text(paragraphs=tuple(told.summary), origin=Origin.SUMMARY)


def _key(names: Names, intervention: Intervention) -> str:
    name = intervention.name.value
    return naming.key_in(names, name) or " ".join(name.lower().split())


def _has(arm: Arm, intervention: Intervention) -> bool:
    return any(each.intervention == intervention for each in arm.assignments)


def _placed(trial: Trial, labels: Sequence[str], reading: Reading) -> Trial:
    """The regimens where they belong. Where a record lists no arms, those that its text names are the arms."""
    if len(trial.arms) == 1 and not reading.named:
        whole, own = reading.whole, reading.arms[labels[0]]
        only = replace(own, stages=(*own.stages, *whole.stages), follow_ups=whole.follow_ups)
        return replace(trial, arms=(replace(trial.arms[0], regimen=only),), regimen=Regimen(unread=whole.unread))
    arms = [replace(arm, regimen=reading.arms[label]) for arm, label in zip(trial.arms, labels, strict=True)]
    if trial.arms:
        return replace(trial, arms=tuple(arms), regimen=_with_strangers(reading))
    found = [Arm(label=words, regimen=reading.arms[arm]) for arm, words in reading.named.items()]
    told = tuple(arm for arm in found if arm.regimen.stages)
    return replace(trial, arms=told, regimen=reading.whole if told else _lasting(trial, reading))


def _lasting(trial: Trial, reading: Reading) -> Regimen:
    """Where a text says how long the treatment goes on and nothing else, it is said of all that the record lists."""
    given = reading.whole.administrations
    if reading.span is None or any(each.scheduled for each in given):
        return reading.whole
    by_name = {each.listed_as: each for each in given}
    listed = [each.treatment or each.name.value for each in trial.interventions if _treats(each)]
    names = [each.name for each in trial.interventions if _treats(each)]
    said = [by_name.get(key.casefold()) or _bare(name, key.casefold()) for name, key in zip(names, listed, strict=True)]
    stage = Stage(key="treatment", administrations=tuple(said), duration=reading.span, statement=reading.statement)
    return replace(reading.whole, stages=(stage,) if said else ())


def _bare(name: Stated[str], listed_as: str) -> Administration:
    return Administration(drug=name, clause=name.citations[0], words=name.value, listed_as=listed_as)


def _with_strangers(reading: Reading) -> Regimen:
    """What a text says of arms that the record does not list stays in the plan of the whole, under their names."""
    stages = [
        replace(stage, name=words, key=f"{arm.replace(' ', '-')}-{stage.key}"[:20])
        for arm, words in reading.named.items()
        for stage in reading.arms[arm].stages
    ]
    return replace(reading.whole, stages=(*reading.whole.stages, *stages))
