"""Invented records of one trial, in the formats that registries export."""

from __future__ import annotations

from pathlib import Path

COMPLETE_V2 = Path(__file__).parent / "complete.v2.json"
"""A study of API v2 in which every field of the registry is filled."""
COMPLETE_XML = Path(__file__).parent / "complete.xml"
"""The same trial as legacy XML, as far as that format goes."""
COMPLETE_CSV = Path(__file__).parent / "complete.csv"
"""The same trial as a row of the current CSV download."""
