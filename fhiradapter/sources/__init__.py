"""Readers: somebody's file to records, a record to a `Trial`.

`registry` knows the formats and recognises them by content. `files` cuts a file, whatever it is packed in, into
records; `formats` has one reader per format, none of which knows another: it brings a record under the names of
ClinicalTrials.gov (`record`). `study_record` makes the trial of it, `description` reads what a text tells of the
treatment. `markup` normalises text and remembers where it stood.
"""
