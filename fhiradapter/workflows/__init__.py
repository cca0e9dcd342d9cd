"""What the product does, one verb per file: the only place where sources, FHIR and servers meet.

Start reading at `convert`, then `conversions` for many; `inputs` finds files and cuts them into records, `outputs`
writes them whole or not at all.
"""
