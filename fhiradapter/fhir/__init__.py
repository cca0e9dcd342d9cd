"""Trials as FHIR resources, and back.

Start reading at `versions` (which releases there are), then `r4` or `r5` (what is particular to one: a diff of files of
the same name shows the difference of two specifications), then what all releases share: `assembly` (the whole
translation), `study`, `treatment`, and `parts` (what everything is made of).
"""
