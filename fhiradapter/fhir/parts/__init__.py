"""What everything in FHIR is made of: datatypes, citations, extensions, narrative, ids, bundles.

What differs between releases is a row of facts (`release.Release`), or stands in the folder of the release.
"""
