"""`--set FIELD=VALUE`: facts that the source lacks, stated by the user and marked as theirs.

Field names are those of ClinicalTrials.gov: https://clinicaltrials.gov/data-api/about-api/study-data-structure
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from fhiradapter.errors import UsageError
from fhiradapter.issues import Issue, Severity
from fhiradapter.prose import Authority, Stated
from fhiradapter.sources.registry import checked_id
from fhiradapter.trial.people import Party
from fhiradapter.trial.study import Identifier, StudyDate, UserFact

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from fhiradapter.terminology.tables import Tables
    from fhiradapter.trial.study import Trial

_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?", re.ASCII)
_NCT = re.compile(r"NCT\d{8}", re.IGNORECASE | re.ASCII)


def parse(assignment: str) -> UserFact:
    """ "overallStatus=RECRUITING" as a fact. Raises UsageError."""
    field, sign, value = assignment.partition("=")
    if not sign or not value.strip():
        raise UsageError(
            f"--set {assignment}: expected FIELD=VALUE", remedy="For example: --set overallStatus=RECRUITING"
        )
    if not value.isprintable():
        raise UsageError(
            f"--set {field}: a control character in the value, or a byte that is not UTF-8",
            remedy="Give plain words on one line, in a terminal that writes UTF-8.",
        )
    if field not in FIELDS:
        raise UsageError(
            f"--set {assignment}: unknown field {field!r}", remedy=f"Known fields: {', '.join(sorted(FIELDS))}"
        )
    return UserFact(field, value.strip())


def apply(trial: Trial, facts: Sequence[UserFact], tables: Tables) -> tuple[Trial, tuple[Issue, ...]]:
    """The trial with the user's facts, and an Issue for each that replaces a stated one. Raises UsageError."""
    issues: list[Issue] = []
    for fact in facts:
        field = FIELDS[fact.field]
        stated = Stated(field.check(fact.value, tables), fact.value, (), Authority.USER)
        before = field.get(trial)
        trial = field.set(trial, stated)
        if before is not None and before.by is Authority.SOURCE and before.value != stated.value:
            issues.append(_replaces(fact, before))
    return replace(trial, user_facts=(*trial.user_facts, *facts)), tuple(issues)


def _replaces(fact: UserFact, before: Stated[Any]) -> Issue:
    return Issue(
        severity=Severity.WARNING,
        rule="user-replaces-source",
        code="business-rule",
        message=f"--set {fact.field}={fact.value} replaces what the source states.",
        quote=before.words,
    )


# --- checks: the word as it is kept, or UsageError --------------------------------------------------------------------


def _text(value: str, _: Tables) -> str:
    return value


def _date(value: str, _: Tables) -> str:
    if not _DATE.fullmatch(value) or not _on_the_calendar(value):
        raise UsageError(f"--set: {value!r} is no date", remedy="Dates are YYYY, YYYY-MM or YYYY-MM-DD.")
    return value


def _on_the_calendar(value: str) -> bool:
    """Whether the day exists: months have not all 31."""
    if value.count("-") < 2:
        return True
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _nct(value: str, _: Tables) -> str:
    if not _NCT.fullmatch(value):
        raise UsageError(f"--set nctId={value}: no registry number", remedy="A number is NCT and eight digits.")
    return value.upper()


def _word_of(field: str) -> Callable[[str, Tables], str]:
    def check(value: str, tables: Tables) -> str:
        word = value.upper().replace(" ", "_").replace(",", "")
        known = tables.values(field)
        if word not in known:
            raise UsageError(f"--set {field}={value}: not a word of the registry", remedy=f"One of: {', '.join(known)}")
        return word

    return check


def _phases(value: str, tables: Tables) -> tuple[str, ...]:
    return tuple(sorted({_phase(each, tables) for each in re.split(r"[,/|]", value)}))


_phase = _word_of("phases")

# --- fields: one row each ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Field:
    """How the value of a field is checked, found and placed."""

    check: Callable[[str, Tables], Any]
    get: Callable[[Trial], Stated[Any] | None]
    set: Callable[[Trial, Stated[Any]], Trial]


def _attribute(name: str, check: Callable[[str, Tables], Any] = _text) -> _Field:
    def place(trial: Trial, stated: Stated[Any]) -> Trial:
        changed: dict[str, Any] = {name: stated}
        return replace(trial, **changed)

    return _Field(check, lambda trial: getattr(trial, name), place)


def _listed(name: str) -> _Field:
    """`|` parts the items of a list, as in the registry's own exports."""

    def place(trial: Trial, stated: Stated[Any]) -> Trial:
        items = (each.strip() for each in stated.value.split("|"))
        changed: dict[str, Any] = {name: tuple(stated.having(each) for each in items if each)}
        return replace(trial, **changed)

    return _Field(_text, lambda trial: next(iter(getattr(trial, name)), None), place)


def _identifier(kind: str, check: Callable[[str, Tables], Any] = _text) -> _Field:
    def place(trial: Trial, stated: Stated[Any]) -> Trial:
        others = tuple(each for each in trial.identifiers if each.kind != kind)
        named = replace(trial, identifiers=(*others, Identifier(kind, stated)))
        return replace(named, id=checked_id(stated.value)) if kind == "nctId" else named

    return _Field(
        check, lambda trial: next((each.value for each in trial.identifiers if each.kind == kind), None), place
    )


def _dated(kind: str) -> _Field:
    def place(trial: Trial, stated: Stated[Any]) -> Trial:
        others = tuple(each for each in trial.dates if each.kind != kind)
        return replace(trial, dates=(*others, StudyDate(kind, stated)))

    def find(trial: Trial) -> Stated[Any] | None:
        found = trial.date(kind)
        return found.date if found else None

    return _Field(_date, find, place)


def _party(role: str) -> _Field:
    def place(trial: Trial, stated: Stated[Any]) -> Trial:
        return replace(trial, parties=(*(each for each in trial.parties if each.role != role), Party(role, stated)))

    return _Field(_text, lambda trial: next((each.name for each in trial.parties if each.role == role), None), place)


FIELDS: dict[str, _Field] = {
    "nctId": _identifier("nctId", _nct),
    "orgStudyId": _identifier("orgStudyId"),
    "briefTitle": _attribute("brief_title"),
    "officialTitle": _attribute("official_title"),
    "acronym": _attribute("acronym"),
    "overallStatus": _attribute("overall_status", _word_of("overallStatus")),
    "whyStopped": _attribute("why_stopped"),
    "startDate": _dated("startDate"),
    "completionDate": _dated("completionDate"),
    "lastUpdatePostDate": _dated("lastUpdatePostDate"),
    "studyType": _attribute("study_type", _word_of("studyType")),
    "phases": _attribute("phases", _phases),
    "conditions": _listed("conditions"),
    "keywords": _listed("keywords"),
    "leadSponsor": _party("lead-sponsor"),
}
"""What `--set` can state."""
