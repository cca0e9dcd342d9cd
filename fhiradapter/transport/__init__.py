"""Carries resources to a FHIR store and back; knows JSON, and nothing of trials.

A store is a FHIR server or a folder of files. Both answer to the same `Store` (`store.py`), so what pushes, pulls and
compares need not know which one it has.

Lives here: HTTP and all that belongs to it (credentials, another try, paging, refusals in words), the folder, and the
question whether two resources are the same. Only this room imports requests.
May not live here: what a resource means, and any decision about what should be written.
Start in `opening.py`, then `store.py`.
"""
