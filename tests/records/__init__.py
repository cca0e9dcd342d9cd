"""Invented records of one trial, in the formats that registries export."""

from __future__ import annotations

from pathlib import Path

COMPLETE_V2 = Path(__file__).parent / "complete.v2.json"
"""A study of API v2 in which every field of the registry is filled."""
