"""The terminal door: parses arguments, calls one workflow, renders the answer. Data on stdout, words on stderr."""
