"""What all releases share: datatypes, citations, narrative, ids, the plan as actions, and the same road back.

What differs is a row of facts (`release.Release`), or stands in the folder of the release.
"""
