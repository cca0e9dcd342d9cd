"""The tables of `mappings/`: what a word of the registry or of the text is called in FHIR, SNOMED CT and UCUM.

Start reading at `rows` (what a row of each table says), then `tables` (all tables, and the questions that they answer).
"""
