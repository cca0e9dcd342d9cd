"""identificationModule: numbers and titles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fhiradapter.sources.study_record.values import facts, line, lines
from fhiradapter.trial.study import Fact, Identifier

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fhiradapter.prose import Stated
    from fhiradapter.sources.record import Node


def identifiers(module: Node) -> Iterator[Identifier]:
    """The registry's number, its aliases, the sponsor's number, and all others."""
    if number := line(module.text("nctId")):
        yield Identifier("nctId", number.having(number.value.upper()))
    yield from (Identifier("nctIdAlias", alias) for alias in lines(module.texts("nctIdAliases")))
    organisation = module.at("organization").text("fullName")
    yield from _identifier("orgStudyId", module.at("orgStudyIdInfo"), assigner=organisation)
    for node in module.each("secondaryIdInfos"):
        yield from _identifier("secondaryId", node, assigner=node.text("domain"))


def _identifier(kind: str, node: Node, assigner: Stated[str] | None) -> Iterator[Identifier]:
    if value := line(node.text("id")):
        yield Identifier(kind, value, type=line(node.text("type")), assigner=line(assigner), link=node.text("link"))


def organisation(module: Node) -> Iterator[Fact]:
    """The organisation that registered the trial, where no number of its own names it; and what kind it is."""
    node = module.at("organization")
    if not module.at("orgStudyIdInfo").text("id") and (name := line(node.text("fullName"))):
        yield Fact("organization", name)
    if kind := line(node.text("class")):
        yield Fact("organizationClass", kind)
    yield from facts(module.at("orgStudyIdInfo"), "domain")
