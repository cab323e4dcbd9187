"""How sectors fall and come back at the times that were observed; only of runs with `observe.times`."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from ..charts.trajectory import Trajectory, trajectory
from .language import Language

DAYS_FROM = 72.0  # [h] from here on times are written in days


def section(lang: Language) -> dict[str, Any] | None:
    """None when nothing was observed."""
    if "observe" not in lang.results:
        return None
    data, numbers = lang.results["observe"], lang.numbers
    hours = data["time"].values
    times = [_time(lang, hour) for hour in hours]
    mean, quantiles = data["sector_mean"].values, data["sector_quantile"].values
    at = {round(level * 100): k for k, level in enumerate(data["quantile"].values)}
    charts = []
    for k, (name, label) in enumerate(lang.sectors.items()):
        if not np.isfinite(mean[:, k]).all():
            continue  # no functions, or no scenarios
        bands = [(quantiles[:, k, at[low]], quantiles[:, k, at[high]]) for low, high in ((5, 95), (25, 75))]
        worst = int(np.argmin(mean[:, k]))
        charts.append(
            {
                "name": label,
                "chart": trajectory(Trajectory(times, mean[:, k], bands), label, numbers.percent),
                "lowest": lang.texts(
                    "trajectories.lowest", share=numbers.percent(float(mean[worst, k])), time=times[worst]
                ),
            }
        )
    return {"charts": charts, "sources": lang.sources("/observe/sector_mean", "/observe/sector_quantile")}


def _time(lang: Language, hours: float) -> str:
    days = hours / 24
    if hours >= DAYS_FROM and math.isclose(days, round(days)):
        return str(lang.texts("trajectories.days", count=f"{round(days):,}"))
    return str(lang.texts("trajectories.hours", count=f"{hours:g}"))
