"""Where the facts of a trial stand in FHIR, in R4 and in R5: the table through which both are compared.

A path goes from a resource to its words. Its steps, joined by `/`, are: a member (`title`; lists are gone through), an
extension by the end of its URL (`@r5-ResearchStudy.label`) and a part of it (`#value`). An extension with a value is
that value. A place with several paths gives one line per element, the words of the paths joined: what belongs together
is compared together.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.fhir.walk import resources

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from fhiradapter.trial.study import Trial

JOINT = " | "


@dataclass(frozen=True, slots=True)
class Place:
    """`path` leads to elements of all resources of a type, `members` from each of them to its words."""

    path: str
    members: tuple[str, ...] = ("",)
    resource_type: str = "ResearchStudy"

    def words(self, bundle: dict[str, Any]) -> list[str]:
        """The lines in their order; those without a word are left out."""
        found = (each for resource in resources(bundle, self.resource_type) for each in follow(resource, self.path))
        lines = (JOINT.join(" ".join(_leaves(follow(each, path))) for path in self.members) for each in found)
        return [line for line in lines if line.replace(JOINT.strip(), "").strip()]


@dataclass(frozen=True, slots=True)
class FactPlace:
    """A fact: its name, its place in each release, and what a trial states of it (each must stand in some line)."""

    name: str
    r4: Place
    r5: Place
    stated: Callable[[Trial], Iterable[str | None]]

    def words(self, bundle: dict[str, Any], release: str) -> list[str]:
        """The words of the fact in a bundle of a release (`R4`, `R5`)."""
        place: Place = getattr(self, release.lower())
        return place.words(bundle)

    def expected(self, trial: Trial) -> set[str]:
        """What the trial states."""
        return {each for each in self.stated(trial) if each}


def follow(value: Any, path: str) -> Iterator[Any]:
    """What stands at a path; a value itself where the path is empty."""
    step, _, rest = path.partition("/")
    if isinstance(value, list):
        for each in value:
            yield from follow(each, path)
    elif not step:
        yield value
    elif isinstance(value, dict):
        for found in _step(value, step):
            yield from follow(found, rest)


def _step(value: dict[str, Any], step: str) -> Iterable[Any]:
    if step[0] not in "@#":
        return [value[step]] if step in value else []
    name = step[1:]
    return [_value(each) for each in value.get("extension", ()) if each["url"] == name or _is_own(each, step)]


def _is_own(found: dict[str, Any], step: str) -> bool:
    return step[0] == "@" and str(found["url"]).endswith(f"/{step[1:]}")


def _value(found: dict[str, Any]) -> Any:
    return next((content for name, content in found.items() if name.startswith("value")), found)


def _leaves(found: Iterable[Any]) -> Iterator[str]:
    for each in found:
        if not isinstance(each, dict):
            yield str(each).lower() if isinstance(each, bool) else str(each)


OWN = "@r5-ResearchStudy."
CONCEPT = ("text", "coding/code", "coding/system")
REGISTRATION = "@researchStudy-studyRegistration"


def _same(path: str, *members: str) -> tuple[Place, Place]:
    place = Place(path, members or ("",))
    return place, place


def _renamed(r4: str, r5: str, *members: str) -> tuple[Place, Place]:
    return Place(r4, members or ("",)), Place(r5, members or ("",))


def _in_parts(name: str, *members: str) -> tuple[Place, Place]:
    """An extension with parts in R4, an element with members in R5."""
    return Place(f"{OWN}{name}", tuple(f"#{member}" for member in members)), Place(name, members)


def _concepts(*names: str) -> tuple[str, ...]:
    return tuple(f"{name}/{member}" for name in names for member in ("text", "coding/code"))


def _values(*facts: Any) -> Iterator[str]:
    return (str(fact.value) for fact in facts if fact)


STUDY_FACTS: tuple[FactPlace, ...] = (
    FactPlace(
        "identifiers",
        *_same("identifier", "use", "type/text", "type/coding/code", "system", "value", "assigner/display"),
        lambda trial: (word for each in trial.identifiers for word in _values(each.value, each.type, each.assigner)),
    ),
    FactPlace("brief_title", *_same("title"), lambda trial: _values(trial.brief_title)),
    FactPlace(
        "official_title, acronym",
        *_in_parts("label", "type/coding/code", "value"),
        lambda trial: _values(trial.official_title, trial.acronym),
    ),
    FactPlace("url", *_renamed(f"{OWN}url", "url"), lambda trial: [f"/ResearchStudy/{trial.slug}"]),
    FactPlace(
        "dates (date)",
        *_renamed(f"{OWN}date", "date"),
        lambda trial: _values(*(each.date for each in trial.dates if each.kind == "lastUpdatePostDate")),
    ),
    FactPlace(
        "overall_status, last_known_status, start and end",
        *_in_parts("progressStatus", "state/text", "actual", "period/start", "period/end"),
        lambda trial: [
            *_values(trial.overall_status, trial.last_known_status),
            *_values(*(each.date for each in trial.dates if each.kind in ("startDate", "completionDate"))),
        ],
    ),
    FactPlace(
        "dates",
        *_same(
            REGISTRATION, *(f"#{each}" for each in (*_concepts("activity"), "actual", "period/start", "period/end"))
        ),
        lambda trial: _values(*(each.date for each in trial.dates if each.kind not in ("startDate", "completionDate"))),
    ),
    FactPlace(
        "why_stopped", *_renamed("reasonStopped", "whyStopped", *CONCEPT), lambda trial: _values(trial.why_stopped)
    ),
    FactPlace(
        "study_type, design",
        *_renamed("category", "studyDesign", *CONCEPT),
        lambda trial: _values(trial.study_type, *(fact.value for fact in trial.design)),
    ),
    FactPlace(
        "phases",
        *_same("phase", "text", "coding/code"),
        lambda trial: ["hase I"] if trial.phases and "PHASE1" in trial.phases.value else [],
    ),
    FactPlace(
        "primary_purpose",
        *_same("primaryPurposeType", "text", "coding/code"),
        lambda trial: _values(trial.primary_purpose),
    ),
    FactPlace(
        "classifiers",
        *_renamed(f"{OWN}classifier", "classifier", *CONCEPT),
        lambda trial: _values(*(fact.value for fact in trial.classifiers)),
    ),
    FactPlace(
        "notes, enrollment in words",
        *_same("note/text"),
        lambda trial: _values(
            *(fact.value for fact in trial.notes), trial.enrollment.phrase if trial.enrollment else None
        ),
    ),
    FactPlace(
        "brief_summary",
        *_renamed(f"{OWN}descriptionSummary", "descriptionSummary"),
        lambda trial: _values(trial.brief_summary),
    ),
    FactPlace("conditions", *_same("condition", *CONCEPT), lambda trial: _values(*trial.conditions)),
    FactPlace("keywords", *_same("keyword", *CONCEPT), lambda trial: _values(*trial.keywords)),
    FactPlace(
        "interventions",
        *_renamed("focus", "focus/concept", *CONCEPT),
        lambda trial: (
            each.name.value.strip()
            for each in {i.name.value.casefold(): i for i in reversed(trial.interventions)}.values()
        ),
    ),
    FactPlace(
        "arms",
        Place("arm", ("id", f"{OWN}comparisonGroup.linkId", "name", "type/text", "type/coding/code", "description")),
        Place("comparisonGroup", ("id", "linkId", "name", "type/text", "type/coding/code", "description")),
        lambda trial: (word for arm in trial.arms for word in _values(arm.label, arm.type, arm.description)),
    ),
    FactPlace(
        "objectives",
        *_same("objective", "name", "type/text", "type/coding/code"),
        lambda trial: _values(*(each.text for each in trial.objectives)),
    ),
    FactPlace(
        "outcomes",
        *_in_parts("outcomeMeasure", "name", *_concepts("type"), "description"),
        lambda trial: (
            word for each in trial.outcomes for word in _values(each.measure, each.description, each.time_frame)
        ),
    ),
    FactPlace(
        "parties",
        *_in_parts("associatedParty", "name", *_concepts("role", "classifier"), "party/reference"),
        lambda trial: (word for each in trial.parties for word in _values(each.name, each.words, each.kind)),
    ),
    FactPlace(
        "sites",
        *_same("site", "reference", "display", "@site-recruitmentStatus/text"),
        lambda trial: (word for site in trial.sites for word in _values(site.facility, site.status)),
    ),
    FactPlace(
        "countries",
        *_renamed("location", "region", *CONCEPT),
        lambda trial: _values(
            *{
                each.value.casefold(): each
                for each in reversed([*trial.countries, *(site.country for site in trial.sites if site.country)])
            }.values()
        ),
    ),
    FactPlace(
        "artifacts",
        Place("relatedArtifact", ("type", "label", "display", "citation", "url")),
        Place("relatedArtifact", ("type", "label", "display", "citation", "document/url")),
        lambda trial: (
            word
            for each in trial.artifacts
            for word in _values(each.type, each.text, each.url, each.pmid, *(fact.value for fact in each.facts))
        ),
    ),
    FactPlace(
        "enrollment (expected)",
        *_renamed(f"{OWN}recruitment.targetNumber", "recruitment/targetNumber"),
        lambda trial: _number(trial, "ESTIMATED"),
    ),
    FactPlace(
        "enrollment (actual)",
        *_renamed(f"{OWN}recruitment.actualNumber", "recruitment/actualNumber"),
        lambda trial: _number(trial, "ACTUAL"),
    ),
    FactPlace(
        "eligibility", *_renamed("enrollment", "recruitment/eligibility", "reference"), lambda trial: [trial.slug]
    ),
    FactPlace(
        "protocol",
        *_same("protocol/reference"),
        lambda trial: [trial.slug] if trial.arms or trial.interventions else [],
    ),
)
"""What a ResearchStudy says of a trial.

Not in the table, as the releases differ by design: `status`; `sponsor`, `principalInvestigator` and `contact` (R4 alone
has them beside the parties); `period`, which R4 cuts to a common precision; `description`, which in R4 is the summary
where there is no other; codes of `progressStatus`, which R4 does not know; a version that is made of the content.
"""


def _number(trial: Trial, kind: str) -> Iterator[str]:
    enrollment = trial.enrollment
    stated = enrollment and enrollment.type and enrollment.type.value == kind
    return _values(enrollment.count if stated and enrollment else None)


def differences(r4: dict[str, Any], r5: dict[str, Any], facts: Iterable[FactPlace] = STUDY_FACTS) -> Iterator[str]:
    """What two bundles of one trial do not say alike, as words for people; nothing where they agree."""
    for fact in facts:
        in_r4, in_r5 = (_neutral(words) for words in (fact.words(r4, "R4"), fact.words(r5, "R5")))
        if in_r4 != in_r5:
            yield f"{fact.name}: {sorted(set(in_r4) ^ set(in_r5))}"


# the same code system has an address of its own in each release
_SYSTEMS = (("http://terminology.hl7.org/CodeSystem/", "http://hl7.org/fhir/"),)


def _neutral(words: Iterable[str]) -> list[str]:
    found = list(words)
    for old, new in _SYSTEMS:
        found = [each.replace(old, new) for each in found]
    return found
