"""Values of a schedule as words for people: numbers, days, durations, cycles. Always from the values, never guessed."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from fhiradapter.prose import Stated

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from fhiradapter.schedule.regimen import Amount, Count, Cycle, Cycles, Dose, Duration, Frequency
    from fhiradapter.terminology.tables import Tables


def plain_number(number: Decimal) -> str:
    """A number as it is written by hand, with the digits that were stated."""
    return f"{number:f}"


def unit_words(tables: Tables, unit: str, *, one: bool) -> str:
    """The unit as people write it: `day` or `days`, `mg/m²`; the UCUM code where the tables have no words."""
    row = tables.units.get(unit)
    if row is None:
        return unit
    return row.display if one or not row.plural else row.plural


def amount_words(tables: Tables, amount: Amount) -> str:
    """`28 days`, `6 to 9 months`, `1250 mg/m²`."""
    one = amount.high is None and amount.low == 1
    return f"{_numbers(amount)} {unit_words(tables, amount.unit, one=one)}"


def dose_words(tables: Tables, dose: Dose) -> str:
    """`1250 mg/m²`, `40 mg/m² per day`, `up to 400 mg in total`."""
    per = {"": "", "total": " in total"}.get(dose.per, f" per {unit_words(tables, dose.per, one=True)}")
    return f"{'up to ' if dose.at_most else ''}{amount_words(tables, dose)}{per}"


def duration_words(tables: Tables, duration: Duration) -> str:
    """An amount of time with `up to`, `at least` and `approximately`."""
    bound = "up to " if duration.at_most else "at least " if duration.at_least else ""
    return f"{bound}{'approximately ' if duration.approximate else ''}{amount_words(tables, duration)}"


def day_runs(days: Sequence[int]) -> list[tuple[int, int]]:
    """Days in order as runs (first, last)."""
    runs: list[tuple[int, int]] = []
    for day in sorted(set(days)):
        if runs and day == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    return runs


def day_words(days: Sequence[int]) -> str:
    """`day 1`, `days 1-28`, `days 1, 8 and 15`, `days -6 to -2`."""
    return numbered("day", days)


def numbered(unit: str, numbers: Sequence[int]) -> str:
    """`week 1`, `weeks 1-4`, `months 0, 1 and 6`."""
    runs = [_run(first, last) for first, last in day_runs(numbers)]
    return f"{unit}{'' if len(set(numbers)) == 1 else 's'} {listed(runs)}"


_WEEKDAYS = {
    "mon": "Monday",
    "tue": "Tuesday",
    "wed": "Wednesday",
    "thu": "Thursday",
    "fri": "Friday",
    "sat": "Saturday",
    "sun": "Sunday",
}


def weekday_words(weekdays: Iterable[str]) -> str:
    """`Monday`, `Monday, Wednesday and Friday`."""
    return listed(_WEEKDAYS.get(each, each) for each in weekdays)


def count_words(count: Count | None) -> str:
    """`6`, `up to 6`, `4 to 6`, `at least 4`; nothing where no number is stated."""
    if count is None or (count.low, count.high) == (None, None):
        return ""
    if count.high is None:
        return f"at least {count.low}"
    if count.low is None:
        return f"up to {count.high}"
    return f"{count.low}" if count.low == count.high else f"{count.low} to {count.high}"


def number_of_doses(count: Count) -> str:
    """`1 dose`, `up to 6 doses`."""
    return f"{count_words(count)} dose{'' if count.high == 1 else 's'}"


def _run(first: int, last: int) -> str:
    if first == last:
        return f"{first}"
    return f"{first} to {last}" if first < 0 else f"{first}-{last}"


def listed(words: Iterable[str], conjunction: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    *most, last = [*words] or [""]
    return f"{', '.join(most)} {conjunction} {last}" if most else last


def capitalised(text: str) -> str:
    """The first letter in upper case, the others as they are."""
    return text[:1].upper() + text[1:]


def frequency_words(tables: Tables, frequency: Frequency) -> str:
    """`once daily` where the tables have words for exactly this, else `2 times per 3 days`."""
    numbers = (str(frequency.count), frequency.period, frequency.unit)
    for row in tables.frequencies.values():
        if (row.count, Decimal(row.period), row.unit) == numbers:
            return next((phrase for phrase in row.phrases if not phrase.isupper()), row.words)
    times = "once" if frequency.count == 1 else f"{frequency.count} times"
    one = frequency.period == 1
    period = unit_words(tables, frequency.unit, one=one)
    return f"{times} per {period}" if one else f"{times} per {plain_number(frequency.period)} {period}"


def route_words(tables: Tables, route: Stated[str]) -> str:
    """The route in the words of the source, else in the first words of the table."""
    row = tables.routes.get(route.value)
    return route.words or (row.phrases[0] if row and row.phrases else route.value)


def route_abbreviation(tables: Tables, route: Stated[str]) -> str:
    """`IV`, `PO`, `SC`, `PO or IV`; the words of the source where the table has none."""
    either = route.value.split("|")
    if len(either) > 1:  # by their names, whatever the source called them
        return " or ".join(route_abbreviation(tables, Stated(each)) for each in either)
    row = tables.routes.get(route.value)
    short = (phrase for phrase in (row.phrases if row else ()) if phrase.isupper() and phrase.isalpha())
    return next(short, "") or route_words(tables, route)


def cycle_words(tables: Tables, cycle: Cycle) -> str:
    """`28-day cycle`."""
    length = cycle.length.value
    return f"{_numbers(length)}-{unit_words(tables, length.unit, one=True)} cycle"


def restriction_words(cycles: Cycles) -> str:
    """`in cycle 1`, `in cycles 2 to 4`, `from cycle 2 on`, `in cycles 1 and 3`, `in cycles 2, 4, 6, ...`."""
    if cycles.every == 1 and len(cycles.runs) == 1:
        return _run_words(cycles.first, cycles.last)
    parts = [cycle_numbers(first, last, cycles.every) for first, last in cycles.runs]
    return f"in cycles {listed(parts)}"


def _run_words(first: int, last: int | None) -> str:
    if last is None:
        return f"from cycle {first} on"
    return f"in cycle {first}" if first == last else f"in cycles {first} to {last}"


def cycle_numbers(first: int, last: int | None, every: int) -> str:
    """`1`, `2 to 6`, `8 and following`; with steps `1, 3, 5` and `2, 4, 6, ...`."""
    if first == last:
        return f"{first}"
    if every == 1:
        return f"{first} and following" if last is None else f"{first} to {last}"
    numbers = [f"{number}" for number in range(first, (last or first + 2 * every) + 1, every)]
    return ", ".join([*numbers, *(["..."] if last is None else [])])


def _numbers(amount: Amount) -> str:
    low = plain_number(amount.low)
    return low if amount.high is None else f"{low} to {plain_number(amount.high)}"
