"""Results as pandas tables, and those as CSV.

Averages are over scenarios: a year each, with units as written here, unless `Results.scenario_kind` says otherwise; then
"[JPY/yr]" is JPY a scenario, and there is no return period.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Callable

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from .reader import Results

HEADLINES = ("it_caused", "all_causes")
LANGUAGES = ("en", "ja")
Z95 = 1.959963984540054  # standard normal quantile of a two-sided 95 % interval


def candidate_kinds(results: Results) -> pd.Series:
    """"function" or "measure" of every candidate; index `candidate`; empty without a ranking."""
    if "ranking" not in results:
        return pd.Series(dtype=object)
    axes = results["axes"]
    return pd.Series(axes.candidate_kind.values, index=axes.candidate.values, dtype=object)


def ranking(results: Results, headline: str, kind: str = "function") -> pd.DataFrame:
    """Candidates of a kind by falling paired difference of the average loss.

    One row a candidate; index `candidate`. Columns: en, ja, sector (of a function); delta_mean, _error, _low, _high
    [JPY/yr]; delta_tvar, _error, _low, _high [JPY]; among all candidates rank, rank_low, rank_high,
    tied_group, p_top_k, best_distance [JPY/yr] and the same by delta_tvar (tvar_...), see docs/results.md;
    resimulated [scenarios]; no_effect (the difference is exactly 0). Of measures also payer; cost
    [JPY/yr]; benefit_cost, _error, _low, _high; inside_mean, _error, _low, _high [JPY/yr].
    """
    kinds = candidate_kinds(results)
    data = results["ranking"].sel(headline=headline, candidate=kinds.index[kinds == kind])
    names = [name for name, item in data.data_vars.items() if item.dims == ("candidate",)]
    table = pd.DataFrame(
        {name: data[name].values for name in names}, index=pd.Index(data.candidate.values, name="candidate")
    )
    names_of = {lang: [labels(results, "candidate", lang)[name] for name in table.index] for lang in LANGUAGES}
    sectors = function_sectors(results).reindex(table.index)
    table = pd.concat([pd.DataFrame(names_of, index=table.index), sectors, table], axis=1)
    table["no_effect"] = (table.delta_mean == 0) & ~(table.delta_mean_error > 0)
    # equal differences keep the order of the model
    return table.sort_values("delta_mean", ascending=False, kind="stable")


def function_sectors(results: Results) -> pd.Series:
    """Name of the sector of every function; index `function`."""
    axes = results["axes"]
    return pd.Series(axes.sector.values[axes.function_sector.values], index=axes.function.values, name="sector")


def exceedance(results: Results) -> pd.DataFrame:
    """Exceedance curves, one row a point.

    Columns: curve ("aep" loss of a scenario, "oep" its largest single-event loss), headline, probability, return_period
    [yr] (only where a scenario is a year), loss, low, high [JPY]. The occurrence curve is for all causes.
    """
    data = results["metrics"]
    frames = []
    for curve, headline in [("aep", name) for name in data.headline.values] + [("oep", "all_causes")]:
        columns = {"loss": data[curve], "low": data[f"{curve}_low"], "high": data[f"{curve}_high"]}
        picked = {k: (v.sel(headline=headline) if "headline" in v.dims else v).values for k, v in columns.items()}
        p = data.probability.values
        periods = {"return_period": 1 / p} if results.scenario_kind == "year" else {}
        frames.append(pd.DataFrame({"curve": curve, "headline": headline, "probability": p, **periods, **picked}))
    return pd.concat(frames, ignore_index=True)


def origin_by_sector(results: Results) -> pd.DataFrame:
    """Average loss [JPY/yr] by origin function (rows) and affected sector (columns), in the model's order."""
    data = results["causes"].origin_sector_mean
    return pd.DataFrame(data.values, index=pd.Index(data.function.values, name="function"), columns=data.sector.values)


def threat_by_sector(results: Results) -> pd.DataFrame:
    """Average loss [JPY/yr] by root threat class (rows) and affected sector (columns)."""
    data = results["causes"].threat_sector_mean
    return pd.DataFrame(data.values, index=pd.Index(data.threat.values, name="threat"), columns=data.sector.values)


def by_threat(results: Results) -> pd.DataFrame:
    """Average loss by root threat class: mean, error, low, high [JPY/yr], share [1]; events, damages [1/yr]."""
    table = _means(results, "by_threat", "threat")
    outage = results["outage"]
    return table.assign(events=outage.events.values, damages=outage.damages.values)


def attribution(results: Results) -> pd.DataFrame:
    """What every class of threat costs, by three accounts, index `threat`: booked, booked_error (loss whose root cause is of
    the class); alone, alone_error (loss when the class acts alone, without that of given events); shapley, _error, _low, _high
    (its share of what the classes cost together). All [JPY/yr]. Needs `attribution.threats = "shapley"`."""
    data, booked = results["attribution"], by_threat(results)
    table = pd.DataFrame(index=pd.Index(data.threat.values, name="threat"))
    alone = data.interplay.sel(threat_set=table.index.values), data.interplay_error.sel(threat_set=table.index.values)
    table["booked"], table["booked_error"] = booked["mean"], booked.error
    table["alone"], table["alone_error"] = (values.values for values in alone)
    for name in ("shapley", "shapley_error", "shapley_low", "shapley_high"):
        table[name] = data[name].values
    return table


def interplay(results: Results) -> pd.DataFrame:
    """What sets of classes cost together beyond what fewer of them cost, index `threat_set`: interplay, _error, _low, _high,
    and loss, _error, _low, _high when the set alone acts [JPY/yr]. The set `none` is what given events cost by themselves."""
    data = results["attribution"]
    names = [name for name, item in data.data_vars.items() if item.dims == ("threat_set",)]
    return pd.DataFrame({name: data[name].values for name in names}, index=pd.Index(data.threat_set.values, name="threat_set"))


def by_sector(results: Results) -> pd.DataFrame:
    """Average loss by affected sector: mean, error, low, high [JPY/yr], share [1]."""
    return _means(results, "by_sector", "sector")


def by_kind(results: Results) -> pd.DataFrame:
    """Average loss by kind of the root damage: mean, error, low, high [JPY/yr], share [1]."""
    return _means(results, "by_kind", "damage_kind")


def _means(results: Results, name: str, axis: str) -> pd.DataFrame:
    data = results["metrics"]
    mean, error = data[f"{name}_mean"].values, data[f"{name}_error"].values
    total = mean.sum()
    columns = {
        "mean": mean,
        "error": error,
        "low": np.maximum(mean - Z95 * error, 0),
        "high": mean + Z95 * error,
        "share": mean / total if total > 0 else np.zeros_like(mean),
    }
    return pd.DataFrame(columns, index=pd.Index(data[axis].values, name=axis))


def given_events(results: Results) -> pd.DataFrame:
    """Given events in the input's order, index `event`: mean [JPY] (average loss that goes back to it), en, ja, at [text],
    probability (missing where the input is not embedded)."""
    axes = results["axes"]
    if "source_kind" not in axes:
        return pd.DataFrame(columns=["mean", "en", "ja", "at", "probability"])
    given = axes.source_kind.values == "event"
    names = [name.partition(":")[2] for name in axes.source.values[given]]
    table = pd.DataFrame({"mean": results["causes"].source_mean.values[given]}, index=pd.Index(names, name="event"))
    said = pd.DataFrame(results.settings.get("event", []), columns=["id", "en", "ja", "at", "probability"])
    return table.join(said.drop_duplicates("id").set_index("id"))


def headlines(results: Results) -> pd.DataFrame:
    """Average loss and its tail; index: headline, tail_level.

    Columns: mean, _error, _low, _high [JPY/yr]; sd [JPY]; VaR and TVaR with their intervals [JPY]; scenarios in the
    tail, and whether they are enough.
    """
    data = results["metrics"]
    tail = [
        "var",
        "var_low",
        "var_high",
        "tvar",
        "tvar_error",
        "tvar_low",
        "tvar_high",
        "tail_scenarios",
        "tail_certified",
    ]
    mean = ["mean", "mean_error", "mean_low", "mean_high", "sd"]
    return data[mean + tail].to_dataframe()


def outages(results: Results) -> pd.DataFrame:
    """Every node: function, sector, region; hours [h/yr, full-outage equivalent], episodes [1/yr]. Index `node`."""
    axes, data = results["axes"], results["outage"]
    function = axes.function.values[axes.node_function.values]
    columns = {
        "function": function,
        "sector": function_sectors(results).reindex(function).to_numpy(),
        "region": axes.region.values[axes.node_region.values],
        "hours": data.hours.values,
        "episodes": data.episodes.values,
    }
    return pd.DataFrame(columns, index=pd.Index(axes.node.values, name="node"))


def outages_by_function(results: Results) -> pd.DataFrame:
    """Every function: sector; places; hours and episodes a place; worst place; person_hours [person h/yr]."""
    nodes = outages(results)
    grouped = nodes.groupby("function", sort=False)
    worst = nodes.loc[grouped.hours.idxmax()].set_index("function")
    table = grouped.agg(
        sector=("sector", "first"), places=("hours", "size"), hours=("hours", "mean"), episodes=("episodes", "mean")
    )
    people = pd.Series(results["outage"].person_hours.values, index=results["axes"].function.values)
    return table.assign(worst_region=worst.region, worst_hours=worst.hours, person_hours=people.reindex(table.index))


def cascade_sizes(results: Results) -> pd.DataFrame:
    """Events by number of nodes reached beyond those hit: from, to (-1: open end) [nodes], one column a threat class."""
    data = results["outage"].cascade_size.transpose("bin", "threat")
    edges = data.bin.values.astype(int)
    counts = pd.DataFrame(data.values, columns=results["axes"].threat.values)
    counts.insert(0, "from", edges)
    counts.insert(1, "to", np.append(edges[1:] - 1, -1))
    return counts


def basis(results: Results) -> pd.DataFrame:
    """Where the figures of the input come from: table, entry, source, confidence."""
    names = ["table", "entry", "source", "confidence"]
    if "basis" not in results:
        return pd.DataFrame(columns=names, dtype=object)
    data = results["basis"]
    return pd.DataFrame({name: data[name].values for name in names})


def labels(results: Results, axis: str, lang: str) -> dict[str, str]:
    """Name to label in one language; the name itself where the model gives no label."""
    axes = results["axes"]
    return {name: label or name for name, label in zip(axes[axis].values, axes[f"{axis}_{lang}"].values)}


def write_csv(results: Results, folder: Path) -> list[Path]:
    """Writes every table as a CSV file (UTF-8, full precision) and returns their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    made: dict[str, Callable[[], pd.DataFrame]] = {
        "headlines": lambda: headlines(results),
        "exceedance": lambda: exceedance(results).set_index("curve"),
        "by_sector": lambda: by_sector(results),
        "by_threat": lambda: by_threat(results),
        "by_damage_kind": lambda: by_kind(results),
        "origin_by_sector": lambda: origin_by_sector(results),
        "outages": lambda: outages(results),
        "outages_by_function": lambda: outages_by_function(results),
        "cascade_sizes": lambda: cascade_sizes(results).set_index("from"),
        "basis": lambda: basis(results).set_index("table"),
    }
    if "attribution" in results:
        made |= {"attribution": lambda: attribution(results), "interplay": lambda: interplay(results)}
    if "ranking" in results:
        made |= {f"ranking_{name}": lambda name=name: ranking(results, name) for name in HEADLINES}
    paths = []
    for name, make in made.items():
        paths.append(folder / f"{name}.csv")
        make().to_csv(paths[-1])
    return paths
