"""armsInterventionsModule: what is given, and to whom. Both sides name each other; the union of both counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fhiradapter.issues import Issue, Severity
from fhiradapter.sources.study_record.values import each, line, lines, passage, without_name
from fhiradapter.trial.study import Arm, Assignment, Fact, Intervention

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from fhiradapter.prose import Stated
    from fhiradapter.sources.record import Node


def interventions(module: Node) -> list[tuple[Intervention, tuple[Stated[str], ...]]]:
    """Each intervention with the labels of the arms that it names."""
    found = []
    for node in module.each("interventions"):
        name = line(node.text("name"))
        if name is None:
            continue
        intervention = Intervention(
            name,
            type=line(node.text("type")),
            description=passage(node.text("description")),
            other_names=lines(node.texts("otherNames")),
        )
        found.append((intervention, lines(node.texts("armGroupLabels"))))
    return found


def unnamed(module: Node) -> Iterator[Fact]:
    """What is said of interventions that have no name."""
    for node in module.each("interventions"):
        if line(node.text("name")) is None:
            yield from without_name(node, "An intervention", "type", "description")
            yield from each("otherNames", node.texts("otherNames"))
            yield from each("armGroupLabel", node.texts("armGroupLabels"))


def arms(module: Node, listed: Sequence[tuple[Intervention, tuple[Stated[str], ...]]]) -> tuple[Arm, ...]:
    """The arms in their order, with the interventions that they or these name."""
    drafts = [_Draft(node) for node in module.each("armGroups")]
    by_label = {_key(draft.label.value): draft for draft in reversed(drafts) if draft.label}
    strangers: list[Stated[str]] = []
    for intervention, labels in listed:
        for label in labels:
            if draft := by_label.get(_key(label.value)):
                draft.assign(intervention, label)
            else:
                strangers.append(label)
    by_name = {name: intervention for intervention, _ in reversed(listed) for name in _names(intervention)}
    for draft in drafts:
        strangers += draft.take_own(by_name)
    module.issues.extend(_unmatched(strangers))
    return tuple(draft.arm() for draft in drafts)


class _Draft:
    """An arm while its interventions are being found."""

    def __init__(self, node: Node) -> None:
        self._node = node
        self.label = line(node.text("label"))
        self._assigned: dict[Intervention, list[Stated[str]]] = {}

    def assign(self, intervention: Intervention, words: Stated[str]) -> None:
        self._assigned.setdefault(intervention, []).append(words)

    def take_own(self, by_name: dict[str, Intervention]) -> Iterator[Stated[str]]:
        """Takes what the arm names itself; gives back the names that no intervention bears."""
        for name in lines(self._node.texts("interventionNames")):
            if intervention := by_name.get(_key(name.value)):
                self.assign(intervention, name)
            else:
                yield name

    def arm(self) -> Arm:
        return Arm(
            label=self.label,
            type=line(self._node.text("type")),
            description=passage(self._node.text("description")),
            assignments=tuple(Assignment(each, tuple(words)) for each, words in self._assigned.items()),
        )


def _names(intervention: Intervention) -> Iterator[str]:
    """An arm writes `Drug: Bosutinib`, the intervention is called `Bosutinib` and is of the type DRUG."""
    name = intervention.name.value
    yield _key(name)
    if intervention.type:
        words = intervention.type.value.replace("_", " ")
        yield _key(f"{words}: {name}")


def _key(name: str) -> str:
    return " ".join(name.casefold().split())


def _unmatched(strangers: Iterable[Stated[str]]) -> Iterator[Issue]:
    for words in strangers:
        yield Issue(
            severity=Severity.WARNING,
            rule="arm-not-matched",
            code="value",
            message=f"{words.value!r} is the name of no arm and no intervention of this record: kept as a note.",
            remedy="Compare the arms with the interventions; enter by hand what the arm receives.",
            place=words.citations[0].place,
            quote=words.words[:80],
        )


def unmatched_names(
    module: Node, found: Sequence[Arm], listed: Sequence[tuple[Intervention, tuple[Stated[str], ...]]]
) -> Iterator[Fact]:
    """The names on either side that the other side does not have."""
    used = {words for arm in found for assignment in arm.assignments for words in assignment.words}
    for _, labels in listed:
        yield from (Fact("armGroupLabel", label) for label in labels if label not in used)
    for node in module.each("armGroups"):
        yield from (
            Fact("interventionName", name) for name in lines(node.texts("interventionNames")) if name not in used
        )
