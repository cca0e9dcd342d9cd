"""The language of treatment: from sentences to a regimen, from a regimen to runs of cycles and choices.

Stands alone: knows nothing of trials, registries or FHIR. Start reading at `regimen` (the values), then `sentences`
(one function per rule; `items`, `days` and `amounts` hold the rules inside), `reader` (sentences to regimen), `plan`
(cycles and choices).
"""
