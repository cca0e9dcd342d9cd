"""What the product does, one verb per file: the only place where sources, FHIR and servers meet.

Start reading at `convert`; `inputs` finds and reads files, `outputs` writes them whole or not at all.
"""
