"""referencesModule, documents, results: what to read about the trial; and ipdSharingStatementModule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fhiradapter.sources.study_record.values import each, facts, flags, line
from fhiradapter.trial.study import Artifact, Fact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fhiradapter.sources.record import Node


def references(module: Node) -> Iterator[Artifact]:
    """Publications, links and data sets."""
    for node in module.each("references"):
        retracted = (
            Fact("retraction", found)
            for retraction in node.each("retractions")
            for name in ("pmid", "source")
            if (found := line(retraction.text(name)))
        )
        yield Artifact(
            kind="citation",
            type=line(node.text("type")),
            text=line(node.text("citation")),
            pmid=line(node.text("pmid")),
            facts=tuple(retracted),
        )
    for node in module.each("seeAlsoLinks"):
        yield Artifact(kind="seeAlso", text=line(node.text("label")), url=line(node.text("url")))
    for node in module.each("availIpds"):
        yield Artifact(
            kind="availIpd",
            type=line(node.text("type")),
            url=line(node.text("url")),
            facts=tuple(facts(node, "id", "comment")),
        )


def documents(section: Node) -> Iterator[Artifact]:
    """documentSection: the protocol and the analysis plan as they were uploaded."""
    for node in section.at("largeDocumentModule").each("largeDocs"):
        said = (
            *facts(node, "typeAbbrev", "date", "uploadDate", "filename"),
            *flags(node, "hasProtocol", "hasSap", "hasIcf"),
            *_size(node),
        )
        yield Artifact(kind="largeDoc", text=line(node.text("label")), url=line(node.text("url")), facts=said)


def _size(node: Node) -> Iterator[Fact]:
    if size := node.number("size"):
        yield Fact("size", size.having(str(size.value)))


def sharing(module: Node) -> tuple[tuple[Fact, ...], tuple[Fact, ...]]:
    """ipdSharingStatementModule: the plan as a class of the study, and the rest as notes."""
    plan = tuple(facts(module, "ipdSharing"))
    told = (
        *facts(module, "description"),
        *each("infoTypes", module.texts("infoTypes")),
        *facts(module, "timeFrame", "accessCriteria", "url"),
    )
    return plan, tuple(Fact(_IPD.get(fact.field, fact.field), fact.value) for fact in told)


_IPD = {
    "description": "ipdDescription",
    "infoTypes": "ipdInfoType",
    "timeFrame": "ipdTimeFrame",
    "accessCriteria": "ipdAccessCriteria",
    "url": "ipdUrl",
}


def about(record: Node) -> Iterator[Artifact]:
    """The page of the record, where the source names it."""
    node = record.at("aboutSource")
    if url := line(node.text("url")):
        yield Artifact(kind="registryPage", text=line(node.text("linkText")), url=url)
