"""What is the same in other units: 3 weeks and 21 days, 1 hour and 60 minutes, 1 g and 1000 mg, every 12 hours and
twice daily. Passages that say it in one way and the other do not contradict each other.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from fhiradapter.schedule.regimen import Dose, Duration, Frequency

if TYPE_CHECKING:
    from decimal import Decimal

_TIMES = {
    "s": ("s", 1),
    "min": ("s", 60),
    "h": ("s", 3600),
    "d": ("s", 86400),
    "wk": ("s", 604800),
    "mo": ("mo", 1),
    "a": ("mo", 12),
}
"""In seconds, or in months, which are no fixed number of them."""
_MASSES = {"g": Fraction(1000), "mg": Fraction(1), "ug": Fraction(1, 1000), "ng": Fraction(1, 1000000)}


def in_one_unit(value: Any) -> Any:
    """The value in a form that is equal for what is the same."""
    if isinstance(value, tuple):
        return tuple(in_one_unit(each) for each in value)
    if isinstance(value, Duration) and value.unit in _TIMES:
        unit, size = _TIMES[value.unit]
        bounds = (value.approximate, value.at_most, value.at_least)
        return ("time", unit, *_span(value.low, value.high, Fraction(size)), *bounds)
    if isinstance(value, Frequency) and value.unit in _TIMES and value.period:
        unit, size = _TIMES[value.unit]
        periods = _span(value.period, value.period_high, Fraction(size) / value.count)
        return ("rate", unit, *periods)
    if isinstance(value, Dose):
        mass, _, per = value.unit.partition("/")
        return (
            ("dose", per, *_span(value.low, value.high, _MASSES[mass]), value.per, value.at_most)
            if (mass in _MASSES)
            else value
        )
    return value


def _span(low: Decimal, high: Decimal | None, size: Fraction) -> tuple[Fraction, Fraction | None]:
    return Fraction(low) * size, Fraction(high) * size if high is not None else None
