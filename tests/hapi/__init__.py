"""A real HAPI FHIR server for tests and for people: `python -m tests.hapi`."""
