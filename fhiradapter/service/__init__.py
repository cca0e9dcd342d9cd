"""The HTTP door: parses requests, calls one workflow, renders the answer. What goes wrong is an OperationOutcome.

Start reading at `routes`; `app` wires, `run` serves. The only room that knows a web framework.
"""
