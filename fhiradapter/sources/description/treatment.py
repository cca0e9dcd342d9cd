"""The schedules that the texts of a trial state: of the whole study, and of each of its arms.

The description, the summary, the arms and the interventions all tell of the treatment, and complement each other.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from fhiradapter.schedule import called, listed, reader
from fhiradapter.schedule import names as naming
from fhiradapter.schedule.mixtures import with_mixtures
from fhiradapter.schedule.passages.entries import Origin
from fhiradapter.schedule.regimen import Administration, Regimen, Stage
from fhiradapter.schedule.text.heard import Text
from fhiradapter.schedule.tokens import tokens
from fhiradapter.sources.description import interventions
from fhiradapter.trial.study import Arm

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from fhiradapter.issues import Issue
    from fhiradapter.prose import Prose, Stated
    from fhiradapter.schedule.lexicon import Lexicon
    from fhiradapter.schedule.listed import OtherNames
    from fhiradapter.schedule.names import Names
    from fhiradapter.schedule.reader import Reading
    from fhiradapter.trial.study import Intervention, Trial

NOT_READ = Regimen(unread=1)
"""Nobody has looked: what is absent may be stated in the text."""


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
    others = [listed.other_names(text) for text in words]
    known = _known(trial, lexicon.names, words, others)
    trial = interventions.with_plain_names(trial, known, words)
    treating = _treating(trial, known)
    own = (each for each in treating if len(each.called) == 1 or called.several(known, each.name.value))
    named = ((each.name.value, [other.value for other in each.other_names]) for each in own)
    names = with_mixtures(listed.with_short_names(listed.own(known, named, words), others), words)
    by_key = _by_key(names, [name for each in treating for name in each.called])
    labels = [_label(arm, number) for number, arm in enumerate(trial.arms, start=1)]
    texts = list(_texts(trial, told, names, labels, treating))
    reading = reader.read([text for _, text in texts], labels, lexicon, names, by_key)
    given = {place: said for (place, _), said in zip(texts, reading.told, strict=True) if place is not None}
    settled = interventions.settled(trial, reading, known, given, words)
    return replace(_placed(settled, labels, reading, known), heard=reading.texts), reading.issues


def _by_key(names: Names, listed: Sequence[str]) -> dict[str, str]:
    """What a record lists, by its keys. Of two with one key the text says which ("brachytherapy"), or else the one that
    is called by the key is meant ("radiation therapy"), or the first.
    """
    keys = [_key(names, name) for name in listed]
    found = dict(reversed([*zip(keys, listed, strict=True)]))
    several = {name.casefold(): name for key, name in zip(keys, listed, strict=True) if keys.count(key) > 1}
    return {**found, **several}


def _known(trial: Trial, known: Names, words: Sequence[str], others: Sequence[OtherNames]) -> Names:
    """What the tables know the treatments of this trial by, and its texts."""
    known = listed.with_short_names(known, others)
    in_list = (naming.named_in(known, each.name.value) for each in _treating(trial, known))
    return listed.with_classes(known, {name.key for found in in_list for name in found}, words)


def _treating(trial: Trial, known: Names) -> list[Intervention]:
    return [each for each in trial.interventions if interventions.treats(known, each)]


def _words(trial: Trial, told: Told) -> list[str]:
    """Every text in which a treatment may be given a short name."""
    paragraphs = (told.detail, told.summary, *told.arms.values(), *told.interventions.values())
    whole = () if told.detail else (trial.detailed_description,)
    titles = (trial.brief_title, trial.official_title, *whole, *(arm.label for arm in trial.arms))
    return [*(each.text for text in paragraphs for each in text), *(each.value for each in titles if each)]


def _label(arm: Arm, number: int) -> str:
    return arm.label.value if arm.label else f"#{number}"


def _texts(
    trial: Trial, told: Told, names: Names, labels: Sequence[str], treating: Collection[Intervention]
) -> Iterator[tuple[int | None, Text]]:
    """The texts; those of interventions with the place of theirs."""
    yield None, Text(paragraphs=tuple(told.detail))
    for place, paragraphs in told.arms.items():
        only = _only_treatment(trial.arms[place], paragraphs, names, treating)
        text = Text(
            paragraphs=tuple(paragraphs),
            origin=Origin.ARM,
            arms=(labels[place],),
            subject=only,
            subject_key=_key(names, only.value) if only else "",
        )
        yield None, text
    for place, paragraphs in told.interventions.items():
        intervention = trial.interventions[place]
        if intervention not in treating:
            continue
        assigned = [label for label, arm in zip(labels, trial.arms, strict=True) if _has(arm, intervention)]
        subject = _subject(intervention)
        yield (
            place,
            Text(
                paragraphs=tuple(paragraphs),
                origin=Origin.INTERVENTION,
                arms=tuple(assigned) if len(assigned) < len(labels) else (),
                subject=subject,
                subject_key=_key(names, subject.value) if subject else "",
            ),
        )
    yield None, Text(paragraphs=tuple(told.summary), origin=Origin.SUMMARY)


def _subject(intervention: Intervention) -> Stated[str] | None:
    """What its text is about without naming it: one treatment. A label ("Arm A") is none."""
    one = len(intervention.called) == 1 and not called.is_label(intervention.name.value)
    return intervention.name.having(intervention.called[0]) if one else None


def _only_treatment(
    arm: Arm, paragraphs: Sequence[Prose], names: Names, treating: Collection[Intervention]
) -> Stated[str] | None:
    """What a description tells of that names no treatment ("two doses IV, 28 days apart"): the only one of its arm."""
    assigned = [each.intervention for each in arm.assignments if each.intervention in treating]
    subject = _subject(assigned[0]) if len(assigned) == 1 else None
    for paragraph in paragraphs if subject else ():
        words = tuple(tokens(paragraph.text))
        if any(names.at(words, place) for place in range(len(words))):
            return None
    return subject


def _key(names: Names, name: str) -> str:
    return naming.key_in(names, name) or " ".join(name.lower().split())


def _has(arm: Arm, intervention: Intervention) -> bool:
    return any(each.intervention == intervention for each in arm.assignments)


def _placed(trial: Trial, labels: Sequence[str], reading: Reading, known: Names) -> Trial:
    """The regimens where they belong. Where a record lists no arms, those that its text names are the arms."""
    if len(trial.arms) == 1 and not reading.named:
        whole, own = reading.whole, reading.arms[labels[0]]
        only = replace(own, stages=(*own.stages, *whole.stages), follow_ups=whole.follow_ups)
        return replace(trial, arms=(replace(trial.arms[0], regimen=only),), regimen=Regimen(unread=whole.unread))
    arms = [
        _with_regimen(arm, reading.arms[label], reading, known) for arm, label in zip(trial.arms, labels, strict=True)
    ]
    if trial.arms:
        return replace(trial, arms=tuple(arms), regimen=_with_strangers(reading))
    found = [Arm(label=words, regimen=reading.arms[arm]) for arm, words in reading.named.items()]
    told = tuple(arm for arm in found if arm.regimen.stages)
    return replace(trial, arms=told, regimen=reading.whole if told else _lasting(trial, reading, known))


def _with_regimen(arm: Arm, regimen: Regimen, reading: Reading, known: Names) -> Arm:
    """Where the texts say of an arm only that the treatment goes on so long, it is said of what is listed there."""
    given = {each.listed_as for each in (*regimen.administrations, *reading.whole.administrations)}
    if regimen.stages or not reading.lasting.of_all:
        return replace(arm, regimen=regimen)
    assigned = [each.intervention for each in arm.assignments if interventions.treats(known, each.intervention)]
    named = [(each.name, called.casefold()) for each in assigned for called in each.called]
    said = [_bare(name, called) for name, called in named if called not in given]
    return replace(arm, regimen=replace(regimen, stages=(_of_all(said, reading),) if said else ()))


def _lasting(trial: Trial, reading: Reading, known: Names) -> Regimen:
    """Where a text says how long the treatment goes on and nothing else, it is said of all that the record lists."""
    given = reading.whole.administrations
    if reading.lasting.span is None or any(each.scheduled for each in given):
        return reading.whole
    by_name = {each.listed_as: each for each in given}
    named = [(each.name, given.casefold()) for each in _treating(trial, known) for given in each.called]
    said = [by_name.get(given) or _bare(name, given) for name, given in named]
    return replace(reading.whole, stages=(_of_all(said, reading),) if said else ())


def _of_all(said: Sequence[Administration], reading: Reading) -> Stage:
    """The one stage of a treatment of which only is told how long it goes on."""
    told = reading.lasting
    return Stage(
        key="treatment",
        administrations=tuple(said),
        duration=told.span,
        stop=told.stop,
        statement=told.statement,
    )


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
