"""The trial in its own words: frozen values with citations. No FHIR word, no file format, no network in here.

Names are those of ClinicalTrials.gov (API v2) in snake case. Start reading at `study`.
"""
