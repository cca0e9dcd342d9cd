"""Reads the text of a trial: the description of a registry record, alone or pasted together with its other columns.

`layout` finds the columns, `sections` the headed parts of a description, `phrases` what single sentences state of the
study; `reading` puts the trial together.
"""

from fhiradapter.sources.formats.protocol_text.reading import read

__all__ = ["read"]
