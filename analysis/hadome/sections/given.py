"""What is given: the events of a stress test, and what goes back to each."""

from __future__ import annotations

from typing import Any

import pandas as pd

from .. import tables
from .language import Language


def section(lang: Language) -> dict[str, Any] | None:
    """None when no events are given."""
    table = tables.given_events(lang.results)
    if table.empty:
        return None
    numbers = lang.numbers
    unit = numbers.column_unit(table["mean"].max())
    rows = [
        {
            "name": row[lang.lang] if isinstance(row[lang.lang], str) else name,
            "at": lang.time(float(row["at"].split()[0])) if isinstance(row["at"], str) else "–",
            "probability": "–" if pd.isna(row.probability) else numbers.percent(float(row.probability)),
            "mean": numbers.in_unit(row["mean"], unit),
        }
        for name, row in table.iterrows()
    ]
    return {
        "caption": lang.texts("given.caption", unit=lang.column(unit, average=True)),
        "rows": rows,
        "sources": lang.sources("/causes/source_mean", "/input"),
    }
