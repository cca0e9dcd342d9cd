"""Clinical trial definitions in, cited FHIR resources out, and a FHIR server kept in step with them."""

__version__ = "0.1.0"
