"""A record in the vocabulary of ClinicalTrials.gov to a `Trial`: one file per module of the registry's record.

https://clinicaltrials.gov/data-api/about-api/study-data-structure. `interpretation` puts the trial together.
"""

from fhiradapter.sources.study_record.interpretation import interpret

__all__ = ["interpret"]
