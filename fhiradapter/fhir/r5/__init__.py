"""FHIR R5 5.0.0. https://hl7.org/fhir/R5/"""
