"""The language of treatment: from sentences to a regimen, from a regimen to cycles, choices and planned days.

Stands alone: knows nothing of trials, registries or FHIR. Start reading at `regimen` (the values), then `grammar` (one
function per rule), `reader` (sentences to regimen), `plan` (cycles and choices), `calendar` (days).
"""
