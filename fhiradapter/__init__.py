"""Clinical trial definitions in, cited FHIR resources out, and a FHIR server kept in step with them.

    import fhiradapter
    conversion = fhiradapter.convert(text, name="trial.txt")
    conversion.trial, conversion.bundle, conversion.issues
    for each in fhiradapter.conversions(["studies.ndjson.gz"], jobs=4): ...

Names are imported when they are first used, so that `import fhiradapter` costs nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from fhiradapter.version import __version__ as __version__

if TYPE_CHECKING:
    from fhiradapter.issues import Issue, Severity
    from fhiradapter.settings import Settings
    from fhiradapter.transport.opening import open_store
    from fhiradapter.trial.study import Trial
    from fhiradapter.validation.models import models
    from fhiradapter.workflows.check import check
    from fhiradapter.workflows.conversions import Refused, Written, conversions
    from fhiradapter.workflows.convert import Conversion, convert
    from fhiradapter.workflows.options import Options
    from fhiradapter.workflows.pull import pull
    from fhiradapter.workflows.push import push
    from fhiradapter.workflows.show import show

_HOMES = {
    "Conversion": "workflows.convert",
    "Issue": "issues",
    "Options": "workflows.options",
    "Refused": "workflows.conversions",
    "Settings": "settings",
    "Severity": "issues",
    "Trial": "trial.study",
    "Written": "workflows.conversions",
    "check": "workflows.check",
    "conversions": "workflows.conversions",
    "convert": "workflows.convert",
    "models": "validation.models",
    "open_store": "transport.opening",
    "pull": "workflows.pull",
    "push": "workflows.push",
    "show": "workflows.show",
}

__all__ = [  # noqa: RUF022 - values first, then the verbs
    "Trial", "Conversion", "Issue", "Severity", "Settings", "Options", "Refused", "Written", "open_store", "models",
    "conversions", "convert", "check", "push", "pull", "show",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
