"""Numbers in each language's habit, with no digit that the error does not bear.

A figure is rounded at the second significant digit of its standard error; one without an error is given two significant
digits. Money is scaled by thousands in English (bn, trillion), by ten thousands in Japanese (億円, 兆円).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

MINUS = "\u2212"
NO_BREAK = "\u00a0"  # between a number and its unit
MOST_DIGITS = 4  # of a figure in running text or a table, however small its error
DIGITS_WITHOUT_ERROR = 2


@dataclass(frozen=True)
class Unit:
    """A scale in which money is written."""

    factor: float  # JPY
    prefix: str
    suffix: str  # after a number
    column: str  # on top of a column


EN_UNITS = (
    Unit(1e12, "JPY ", f"{NO_BREAK}trillion", "JPY trillion"),
    Unit(1e9, "JPY ", f"{NO_BREAK}bn", "JPY bn"),
    Unit(1e6, "JPY ", f"{NO_BREAK}m", "JPY m"),
    Unit(1.0, "JPY ", "", "JPY"),
)
JA_UNITS = (
    Unit(1e12, "", "兆円", "兆円"),
    Unit(1e8, "", "億円", "億円"),
    Unit(1e4, "", "万円", "万円"),
    Unit(1.0, "", "円", "円"),
)
# A column stays in the smaller unit until its largest figure is this many of the larger one: 12,345億円 is habitual.
COLUMN_PATIENCE = 100.0


def decimals(value: float, error: float | None) -> int:
    """Decimal places to show; negative ones round to tens, hundreds, ..."""
    if error is not None and math.isfinite(error) and error > 0:
        places = 1 - math.floor(math.log10(error))
        most = MOST_DIGITS - 1 - math.floor(math.log10(abs(value))) if value else places
        return min(places, most)
    if not value or not math.isfinite(value):
        return 0
    return DIGITS_WITHOUT_ERROR - 1 - math.floor(math.log10(abs(value)))


def grouped(value: float, places: int) -> str:
    """With thousands separators and a true minus sign, rounded to `places` decimals."""
    rounded = round(value, places) + 0.0  # no "-0"
    text = f"{abs(rounded):,.{max(places, 0)}f}"
    return (MINUS if rounded < 0 else "") + text


def standard_error(low: float, high: float) -> float:
    """Of which [low, high] would be the normal 95 % interval: how far its ends can be trusted."""
    return (high - low) / 3.92


class Numbers:
    """Writes numbers in one language."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self._units = JA_UNITS if lang == "ja" else EN_UNITS

    def unit_for(self, largest: float) -> Unit:
        """In which a single amount is written."""
        return next((u for u in self._units if abs(largest) >= u.factor), self._units[-1])

    def column_unit(self, largest: float) -> Unit:
        """One unit for a whole column or chart."""
        reached = [u for u in self._units if abs(largest) >= u.factor]
        if not reached:
            return self._units[-1]
        if len(reached) > 1 and abs(largest) < COLUMN_PATIENCE * reached[0].factor and reached[0] is self._units[0]:
            return reached[1]
        return reached[0]

    def in_unit(self, value: float, unit: Unit, error: float | None = None) -> str:
        """The bare number, for a column whose head names the unit."""
        if not math.isfinite(value):
            return "–"
        scaled = value / unit.factor
        return grouped(scaled, decimals(scaled, None if error is None else error / unit.factor))

    def money(self, value: float, error: float | None = None) -> str:
        """An amount with its unit: JPY 1.23 trillion, 1.23兆円."""
        if not math.isfinite(value):
            return "–"
        unit = self.unit_for(value)
        return f"{unit.prefix}{self.in_unit(value, unit, error)}{unit.suffix}".replace("JPY ", f"JPY{NO_BREAK}")

    def interval(self, low: float, high: float, unit: Unit, error: float | None = None) -> str:
        """Bare numbers: 120–126, 120〜126. Both ends to the same place."""
        if not (math.isfinite(low) and math.isfinite(high)):
            return "–"
        error = standard_error(low, high) if error is None else error
        largest = max(abs(low), abs(high)) / unit.factor
        places = decimals(largest, error / unit.factor)
        ends = grouped(low / unit.factor, places), grouped(high / unit.factor, places)
        if self.lang == "ja":
            return "〜".join(ends)
        return (" to " if MINUS in "".join(ends) else "–").join(ends)

    def estimate(self, value: float, low: float, high: float, error: float | None = None) -> tuple[str, str]:
        """An amount and its interval in the same unit and to the same place: ("JPY 123 bn", "120–126")."""
        error = standard_error(low, high) if error is None or not math.isfinite(error) else error
        return self.money(value, error), self.interval(low, high, self.unit_for(value), error)

    def plain(self, value: float, error: float | None = None) -> str:
        """A figure without a unit."""
        return grouped(value, decimals(value, error)) if math.isfinite(value) else "–"

    def plain_interval(self, low: float, high: float, error: float | None = None) -> str:
        """Of such a figure, both ends to the same place."""
        return self.interval(low, high, Unit(1.0, "", "", ""), error)

    def percent(self, fraction: float, digits: int = 2) -> str:
        """Of a share or probability, to so many significant digits; whole percents from 10 % on."""
        percent = fraction * 100
        if 99.5 <= percent < 100:
            return ">" + self.percent(0.99)  # what may fail is not given as certain
        places = 0 if percent >= 10 else digits - 1 - math.floor(math.log10(percent)) if percent > 0 else 0
        text = grouped(percent, max(places, 0))
        if "." in text:
            text = text.rstrip("0").rstrip(".")
        return f"{text}%" if self.lang == "ja" else f"{text}{NO_BREAK}%"

    def tick(self, value: float, unit: Unit) -> str:
        """A round number beside an axis."""
        scaled = value / unit.factor
        return f"{scaled:,.0f}" if scaled >= 1 and scaled == round(scaled) else f"{scaled:.6g}"

    def count(self, number: float) -> str:
        return f"{round(number):,}"

    def rounded(self, value: float) -> str:
        """A figure without an error: two significant digits."""
        return grouped(value, decimals(value, None)) if math.isfinite(value) else "–"

    def people_hours(self, value: float) -> str:
        """Service-person-hours: 1.2 m, 120万."""
        scales = ((1e8, "億"), (1e4, "万")) if self.lang == "ja" else ((1e9, f"{NO_BREAK}bn"), (1e6, f"{NO_BREAK}m"))
        factor, suffix = next(((f, s) for f, s in scales if value >= f), (1.0, ""))
        return self.rounded(value / factor) + suffix
