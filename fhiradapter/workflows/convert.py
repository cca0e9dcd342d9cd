"""convert: a source in, the trial, its FHIR bundle and the Issues out."""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from fhiradapter.errors import SourceError
from fhiradapter.fhir.versions import translate
from fhiradapter.sources.registry import read_trial
from fhiradapter.workflows import inputs, stated_by_user
from fhiradapter.workflows.options import Options

if TYPE_CHECKING:
    from collections.abc import Callable

    from fhiradapter.issues import Issue, Place
    from fhiradapter.sources.source_record import SourceRecord
    from fhiradapter.trial.study import Trial


@dataclass(frozen=True, slots=True)
class Conversion:
    """One trial, converted: `bundle` is a transaction Bundle as plain dicts, `issues` what has to be known of it."""

    trial: Trial
    bundle: dict[str, Any]
    issues: tuple[Issue, ...]


def convert(data: bytes | str, *, name: str = "text", options: Options | None = None) -> Conversion:
    """The conversion of one trial, in whatever format that can be read.

    Raises SourceError where the data cannot be read at all or holds more trials than one (those are for
    `conversions`), UsageError for an option that is wrong; everything else that could not be said is an Issue of the
    conversion.
    """
    try:
        content = data.encode() if isinstance(data, str) else data
    except UnicodeEncodeError as error:
        raise SourceError(
            f"{name}: half of a surrogate pair at character {error.start}: no text",
            remedy="Give the bytes of the file.",
        ) from None
    return convert_record(inputs.single(name, content), options or Options.of())


def convert_record(record: SourceRecord, options: Options) -> Conversion:
    """The conversion of a record that was cut out of its file. Raises as `convert` does."""
    trial, unread = read_trial(record, options.trial_id, options.lexicon)
    trial, replaced = stated_by_user.apply(trial, options.facts, options.tables)
    bundle, unsaid = translate(trial, options.settings, options.tables, options.version)
    placed = placing(record.name, trial.source.text)
    found = (*replaced, *unread, *unsaid)
    return Conversion(trial, bundle, tuple(replace(each, place=placed(each.place)) for each in found))


def placing(name: str, text: str) -> Callable[[Place], Place]:
    """Puts the file into a place, and the line where the source is plain text: no other offset tells one."""
    line_ends = [match.start() for match in re.finditer("\n", text)]

    def placed(place: Place) -> Place:
        line = bisect.bisect_left(line_ends, place.offset) + 1 if text and place.offset is not None else None
        return replace(place, file=name, line=line)

    return placed
