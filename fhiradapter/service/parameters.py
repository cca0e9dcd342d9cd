"""The query parameters, which are the options of the command line, and what they become."""

# no `from __future__ import annotations`: the framework reads the annotations at run time
from dataclasses import replace

from pydantic import BaseModel, ConfigDict, Field

from fhiradapter.fhir.versions import FhirVersion
from fhiradapter.settings import DEFAULT_BASE, Settings
from fhiradapter.workflows.options import Options

_ID = Field(
    default="",
    max_length=64,
    description="Name of a text that has no registry number.",
)
_SET: list[str] = Field(
    default_factory=list,
    max_length=64,
    description="FIELD=VALUE states what the source lacks, for example overallStatus=RECRUITING (repeatable).",
)
_NAME = Field(
    default="request",
    min_length=1,
    max_length=200,
    description="What messages call the source, such as its file name.",
)
_BASE = Field(
    default="",
    pattern=r"""^(https?://[^\s<>"'\\^`{|}]+)?$""",
    max_length=200,
    description=f"Canonical base of what is written; absent, that of the service [{DEFAULT_BASE}].",
)


class BaseParameters(BaseModel):
    """What may be asked when there is no source."""

    model_config = ConfigDict(extra="forbid")

    base: str = _BASE


class SourceParameters(BaseParameters):
    """What may be asked with a source."""

    id: str = _ID
    set: list[str] = _SET
    fhir: FhirVersion = Field(default=FhirVersion.R4, description="FHIR release that is written.")
    name: str = _NAME
    schedule: bool = Field(default=True, description="Read doses and days; without, the treatment stays text.")
    contacts: bool = Field(default=False, description="Write phones and e-mails too; names are written always.")


def settings_of(given: BaseParameters, settings: Settings) -> Settings:
    """The settings of the service with what the request says."""
    return replace(settings, base=given.base) if given.base else settings


def options_of(given: SourceParameters, settings: Settings) -> Options:
    """How the source is to be read. Raises UsageError for a fact that is none."""
    wanted = replace(settings_of(given, settings), contacts=given.contacts or settings.contacts)
    return Options.of(trial_id=given.id, set=given.set, fhir=given.fhir.name, settings=wanted, schedule=given.schedule)
