"""The tables and settings that translations are tested with."""

from __future__ import annotations

import pytest

from fhiradapter.settings import Settings
from fhiradapter.terminology.tables import Tables


@pytest.fixture(scope="session")
def tables() -> Tables:
    return Tables.load()


@pytest.fixture(scope="session")
def settings() -> Settings:
    return Settings(base="https://hospital.example.org/fhir", publisher="Example Hospital")
