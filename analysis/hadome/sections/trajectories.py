"""What falls and comes back at the times that were observed; only of runs with `observe.times`."""

from __future__ import annotations

from typing import Any

import numpy as np
import xarray as xr

from ..charts import heat
from ..charts.trajectory import Trajectory, trajectory
from .language import Language

REGIONS, FUNCTIONS = 12, 30  # shown at most
WHOLE = 0.9995  # of operability: what is written as 100 %


def section(lang: Language) -> dict[str, Any] | None:
    """None when nothing was observed."""
    if "observe" not in lang.results:
        return None
    data = lang.results["observe"]
    parts = [_part(lang, data, "sector", lang.sectors, None)]
    if len(lang.regions) > 1:
        parts.append(_part(lang, data, "region", lang.regions, REGIONS))
    return {"parts": [part for part in parts if part["charts"]], "functions": _functions(lang, data)}


def _part(lang: Language, data: xr.Dataset, axis: str, labels: dict[str, str], most: int | None) -> dict[str, Any]:
    """One chart for each that falls; those that never do are named together."""
    mean, quantiles = data[f"{axis}_mean"].values, data[f"{axis}_quantile"].values
    at = {round(level * 100): k for k, level in enumerate(data["quantile"].values)}
    hours, names = data["time"].values, list(labels.values())
    seen = [k for k in range(len(names)) if np.isfinite(mean[:, k]).all()]  # others have no functions, or no scenarios
    falling = [k for k in seen if mean[:, k].min() < 1 or quantiles[:, k].min() < 1]
    shown = sorted(sorted(falling, key=lambda k: mean[:, k].min())[:most])
    times, ticks = [str(lang.time(hour)) for hour in hours], [str(lang.tick(hour)) for hour in hours]
    charts = []
    for k in shown:
        bands = [(quantiles[:, k, at[low]], quantiles[:, k, at[high]]) for low, high in ((5, 95), (25, 75))]
        worst = int(np.argmin(mean[:, k]))
        share = lang.numbers.percent(float(mean[worst, k]))
        charts.append(
            {
                "name": names[k],
                "chart": trajectory(Trajectory(ticks, mean[:, k], bands), names[k], lang.numbers.percent),
                "lowest": lang.texts("trajectories.lowest", share=share, time=times[worst]),
            }
        )
    say, whole = lang.texts, [names[k] for k in seen if k not in falling]
    notes = [say(f"trajectories.{axis}s_note")]
    notes += [say(f"trajectories.{axis}s_shown", count=len(shown))] if len(shown) < len(falling) else []
    notes += [say("trajectories.untouched", names=lang.join(whole))] if whole else []
    return {
        "title": say(f"trajectories.{axis}s"),
        "charts": charts,
        "notes": notes,
        "sources": lang.sources(f"/observe/{axis}_mean", f"/observe/{axis}_quantile"),
    }


def _functions(lang: Language, data: xr.Dataset) -> dict[str, Any] | None:
    """Functions by times; None when all are at full service."""
    mean, names = data["function_mean"].values, list(lang.functions)
    falling = [k for k in range(len(names)) if np.isfinite(mean[:, k]).all() and mean[:, k].min() < WHOLE]
    shown = sorted(sorted(falling, key=lambda k: mean[:, k].min())[:FUNCTIONS])
    if not shown:
        return None
    rows = [
        {
            "name": lang.functions[names[k]],
            "sector": lang.sector_of[names[k]],
            "cells": [
                {"text": _percent(100 * float(v)), "style": heat.shade(1 - float(v))} for v in mean[:, k]
            ],
        }
        for k in shown
    ]
    note = "functions_shown" if len(shown) < len(falling) else "functions_untouched" if len(shown) < len(names) else ""
    return {
        "times": [lang.time(hour) for hour in data["time"].values],
        "rows": rows,
        "note": lang.texts(f"trajectories.{note}", count=len(shown)) if note else "",
        "sources": lang.sources("/observe/function_mean"),
    }


def _percent(value: float) -> str:
    """Whole percents; neither end is claimed where it is not reached."""
    return "<1" if 0 < value < 0.5 else ">99" if 99.5 <= value < 100 else f"{value:.0f}"
