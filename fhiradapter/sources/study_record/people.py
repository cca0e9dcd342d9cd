"""sponsorCollaboratorsModule and the people of contactsLocationsModule."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from fhiradapter.sources.study_record.values import each, line
from fhiradapter.trial.people import Party, Telecom
from fhiradapter.trial.study import Fact

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from fhiradapter.prose import Stated
    from fhiradapter.sources.record import Node

OFFICIALS: Mapping[str, str] = {
    "PRINCIPAL_INVESTIGATOR": "primary-investigator",
    "SUB_INVESTIGATOR": "sub-investigator",
    "STUDY_CHAIR": "study-chair",
    "STUDY_DIRECTOR": "study-director",
}
"""By the registry's word: the role of http://hl7.org/fhir/research-study-party-role; others have words only."""
_RESPONSIBLE: Mapping[str, str] = {
    "PRINCIPAL_INVESTIGATOR": "primary-investigator",
    "SPONSOR_INVESTIGATOR": "sponsor-investigator",
}
RESPONSIBLE_PARTY = "responsible-party"
OTHER_OFFICIAL = "official"


def organisations(module: Node) -> Iterator[Party]:
    """The sponsor and the collaborators."""
    yield from _organisation("lead-sponsor", module.at("leadSponsor"))
    for node in module.each("collaborators"):
        yield from _organisation("collaborator", node)


def _organisation(role: str, node: Node) -> Iterator[Party]:
    if name := line(node.text("name")):
        yield Party(role, name, words=line(node.text("role")), kind=line(node.text("class")))


def responsible_party(module: Node) -> Iterator[Party]:
    """Who answers for the trial, where that is a person, or words of an old record."""
    node = module.at("responsibleParty")
    type_ = line(node.text("type"))
    affiliation, title = line(node.text("investigatorAffiliation")), line(node.text("investigatorTitle"))
    if name := line(node.text("investigatorFullName")):
        role = _RESPONSIBLE.get(type_.value if type_ else "", RESPONSIBLE_PARTY)
        yield Party(role, name, words=type_, person=True, affiliation=affiliation, title=title)
    old_name, old_organisation = line(node.text("oldNameTitle")), line(node.text("oldOrganization"))
    if old_name:
        yield Party(RESPONSIBLE_PARTY, old_name, person=True, affiliation=old_organisation)
    elif old_organisation:
        yield Party(RESPONSIBLE_PARTY, old_organisation)


def facts(module: Node) -> Iterator[Fact]:
    """What is said of sponsors without a name: the kind of a responsible party that is no person, kinds of funders."""
    node = module.at("responsibleParty")
    if not node.text("investigatorFullName"):
        for name in ("type", "investigatorTitle", "investigatorAffiliation"):
            if found := line(node.text(name)):
                yield Fact("responsibleParty" if name == "type" else name, found)
    yield from each("fundedBys", module.texts("fundedBys"))
    yield from each("sourceSupport", module.texts("sourceSupport"))


def officials(module: Node) -> Iterator[Party]:
    """Those who run the study as a whole."""
    for node in module.each("overallOfficials"):
        if name := line(node.text("name")):
            words = line(node.text("role"))
            role = OFFICIALS.get(words.value if words else "", OTHER_OFFICIAL)
            yield Party(role, name, words=words, person=True, affiliation=line(node.text("affiliation")))


def central_contacts(module: Node) -> Iterator[Party]:
    """Whom to ask about taking part."""
    return (found for node in module.each("centralContacts") for found in contact("recruitment-contact", node))


def contact(role: str, node: Node) -> Iterator[Party]:
    """A person, or a desk, that can be reached. Without a name, what reaches it is its name."""
    telecoms = tuple(_telecoms(node))
    name = _whole(line(node.text("name")), line(node.text("givenName")))
    if name or telecoms:
        words = line(node.text("role"))
        named = name or telecoms[0].value.having("")
        yield Party(
            role, named, words=words, person=True, affiliation=line(node.text("affiliation")), telecoms=telecoms
        )


def _whole(name: Stated[str] | None, given: Stated[str] | None) -> Stated[str] | None:
    """A name that stands in two fields of the source cites both."""
    if name is None or given is None:
        return name
    return replace(name, citations=(*given.citations, *name.citations))


def _telecoms(node: Node) -> Iterator[Telecom]:
    if phone := line(node.text("phone")):
        yield Telecom(system="phone", value=phone, extension=line(node.text("phoneExt")))
    if email := line(node.text("email")):
        yield Telecom(system="email", value=email)
