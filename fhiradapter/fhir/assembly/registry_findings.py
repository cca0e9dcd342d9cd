"""What a careful reader has to know about the fields of a registry record: words without a code, gaps, contradictions.

Each word, country and gap is told once, at the first place where it stands, however many sites or arms share it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fhiradapter.fhir.assembly.whereabouts import place
from fhiradapter.fhir.study import eligibility
from fhiradapter.fhir.study.cast import alike
from fhiradapter.fhir.study.words import label
from fhiradapter.issues import Issue, Place, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from fhiradapter.fhir.parts.brief import Brief
    from fhiradapter.prose import Stated
    from fhiradapter.trial.study import Trial

_DESIGN = frozenset(
    {"allocation", "interventionModel", "masking", "whoMasked", "observationalModel", "timePerspective"}
)
_OTHER_OFFICIAL = "official"
_EXPRESSIONS: Mapping[str, str] = {
    "studyType": "ResearchStudy.category",
    "phases": "ResearchStudy.phase",
    "primaryPurpose": "ResearchStudy.primaryPurposeType",
    "armGroupType": "ResearchStudy.arm.type",
    "sex": "Group.characteristic",
    "officialRole": "PractitionerRole.code",
    "siteStatus": "ResearchStudy.site",
}
"""By field: where its word stands; what is not listed is a fact on the design."""
_LABELLED = {"armGroupType": "Type of an arm", "officialRole": "Role of an official", "siteStatus": "Status of a site"}
"""Fields of our own tables, which group registry fields: their labels."""


def on_the_record(brief: Brief) -> Iterator[Issue]:
    """All of them."""
    yield from _on_the_enrollment(brief)
    yield from _on_the_ages(brief)
    yield from _on_words(brief)
    yield from _on_intervention_types(brief)
    yield from _on_sites(brief)
    yield from _on_countries(brief)
    yield from _on_contacts(brief)


def _found(brief: Brief, rule: str, fact: Stated[Any], message: str, expression: str) -> Issue:
    return Issue(
        severity=Severity.INFORMATION,
        rule=rule,
        code="informational",
        message=message,
        place=place(brief, fact),
        quote=fact.words,
        expression=(expression,),
    )


def _on_the_enrollment(brief: Brief) -> Iterator[Issue]:
    enrollment = brief.trial.enrollment
    if enrollment and enrollment.count and not enrollment.type:
        message = f"Whether {enrollment.count.value} people are expected or have come is not stated."
        yield _found(brief, "enrollment-type-not-stated", enrollment.count, message, "Group.quantity")


def _on_the_ages(brief: Brief) -> Iterator[Issue]:
    stated = brief.trial.eligibility
    if stated and stated.minimum_age and stated.maximum_age and eligibility.is_reversed(stated):
        yield Issue(
            severity=Severity.WARNING,
            rule="ages-reversed",
            code="value",
            message="The lowest age is above the highest; they stand as two characteristics.",
            place=place(brief, stated.minimum_age),
            quote=stated.minimum_age.words,
            expression=("Group.characteristic",),
        )


def _on_words(brief: Brief) -> Iterator[Issue]:
    """Words that no row of `codes.tsv` knows, once per field and word."""
    told: set[str] = set()
    for field, word, fact in _words(brief.trial):
        key = f"{field}/{word}"
        if key not in brief.tables.codes and key not in told:
            told.add(key)
            yield Issue(
                severity=Severity.INFORMATION,
                rule="word-not-known",
                code="informational",
                message=f"{_LABELLED.get(field) or label(brief, field)}: {word!r} is not in the tables; kept as text.",
                remedy=f"A row {key} in a codes.tsv of your own gives it a code.",
                place=place(brief, fact),
                quote=fact.words,
                expression=(_EXPRESSIONS.get(field, "ResearchStudy.category"),),
            )


def _words(trial: Trial) -> Iterator[tuple[str, str, Stated[Any]]]:
    """Field, word, and the fact that states it, for all fields whose words the tables list completely."""
    officials = (party.words for party in trial.parties if party.role == _OTHER_OFFICIAL)
    sex = trial.eligibility.sex if trial.eligibility else None
    stated: Iterable[tuple[str, Stated[str] | None]] = (
        ("studyType", trial.study_type),
        ("primaryPurpose", trial.primary_purpose),
        *((fact.field, fact.value) for fact in trial.design if fact.field in _DESIGN),
        *(("armGroupType", arm.type) for arm in trial.arms),
        ("sex", sex if sex and sex.value != eligibility.EVERYBODY else None),
        *(("officialRole", words) for words in officials),
        *(("siteStatus", site.status) for site in trial.sites),
    )
    yield from ((field, fact.value, fact) for field, fact in stated if fact)
    if phases := trial.phases:
        yield from (("phases", phase, phases) for phase in phases.value)


def _on_intervention_types(brief: Brief) -> Iterator[Issue]:
    for word, (fact, *_) in alike(each.type for each in brief.trial.interventions).items():
        if f"interventionType/{word}" not in brief.tables.codes:
            message = f"{word!r} is no type of intervention that the tables know: defined as a service, kept as text."
            yield _found(brief, "intervention-type-not-known", fact, message, "ActivityDefinition.kind")


def _on_sites(brief: Brief) -> Iterator[Issue]:
    nameless = [number for number, site in enumerate(brief.trial.sites, start=1) if not site.facility]
    if nameless:
        site = brief.trial.sites[nameless[0] - 1]
        first = site.city or site.country
        yield Issue(
            severity=Severity.INFORMATION,
            rule="site-without-name",
            code="incomplete",
            message=f"Sites without the name of a facility: {len(nameless)} of {len(brief.trial.sites)}, the first is "
            f"number {nameless[0]}. They are called by their numbers.",
            place=place(brief, first) if first else Place(file=brief.trial.source.name),
            quote=first.words if first else "",
            expression=("Location.name",),
        )


def _on_countries(brief: Brief) -> Iterator[Issue]:
    for name, (fact, *_) in alike((*brief.trial.countries, *(site.country for site in brief.trial.sites))).items():
        if brief.tables.country(name) is None:
            message = f"{name!r} is no country that the tables know: kept as text, without a code."
            yield _found(brief, "country-not-known", fact, message, "ResearchStudy.location")


def _on_contacts(brief: Brief) -> Iterator[Issue]:
    """What was left out on purpose is told, too."""
    trial = brief.trial
    parties = (*trial.parties, *(contact for site in trial.sites for contact in site.contacts))
    left = [] if brief.settings.contacts else [each.value for party in parties for each in party.telecoms]
    if left:
        yield Issue(
            severity=Severity.INFORMATION,
            rule="contacts-not-written",
            code="suppressed",
            message=f"Phones and e-mails of people are not written: {len(left)}.",
            remedy="The setting `contacts` writes them.",
            place=place(brief, left[0]),
            expression=("PractitionerRole.telecom",),
        )
