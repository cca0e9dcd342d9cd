"""Readers: somebody's format to a `Trial`, one room per format. Readers do not know each other.

`document` turns bytes into text (or says why not), `markup` normalises text and remembers where it stood, `registry`
recognises a format by its content.
"""
