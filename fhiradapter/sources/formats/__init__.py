"""One reader per format; each brings its records under the names of ClinicalTrials.gov API v2, or reads plain text."""
