#!/usr/bin/env python3
"""When each function of a stress test first falls, and when it is back: the tables of docs/stress_tests.md.

    python3 bench/stress_order.py --hadome build/release/hadome configs/stress/chuetsu.toml --region Ojiya
    python3 bench/stress_order.py --hadome build/release/hadome configs/stress/chuetsu.toml --median
    python3 bench/stress_order.py --hadome build/release/hadome configs/stress/bank_core.toml
"""

import argparse

import numpy as np

import trajectories


def by_function(seen, region, median=False):
    """Trajectories by function: of its nodes in `region` (their plain mean), or of all by value; mean or median."""
    if region is None:
        return seen.medians() if median else seen.functions
    result = {}
    for name, values in seen.nodes.items():
        function, place = name.split("@")
        if place.split(".")[0] == region:
            result.setdefault(function, []).append(values)
    return {function: np.mean(values, axis=0) for function, values in result.items()}


def hour(value):
    return "never" if np.isinf(value) else f"{value:g}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--hadome", required=True, help="the engine")
    parser.add_argument("run_file")
    parser.add_argument("--region", help="look at the nodes there; absent: whole functions")
    parser.add_argument("--median", action="store_true", help="medians of whole functions instead of means")
    parser.add_argument("--level", type=float, default=0.9, help="operability below which a function counts as fallen")
    parser.add_argument("--until", type=float, default=2160.0, help="last time looked at [h]")
    parser.add_argument("--scenarios", type=int)
    options = parser.parse_args()
    if options.median and options.region:
        parser.error("medians are kept of whole functions only")

    seen = trajectories.run(options.hadome, options.run_file, trajectories.grid(options.until), options.scenarios)
    rows = []
    for function, values in by_function(seen, options.region, options.median).items():
        rows.append((trajectories.first_below(seen.hours, values, options.level),
                     trajectories.back_at(seen.hours, values, options.level), function, values))
    shown = (0, 1, 6, 12, 24, 72, 168, 720)
    at = [int(np.flatnonzero(seen.hours == t)[0]) for t in shown if t <= options.until]
    print(f"| function | below {options.level:g} from [h] | back at [h] | least |"
          + "".join(f" {t:g} h |" for t in seen.hours[at]))
    print("|---|" + "---:|" * (3 + len(at)))
    for falls, back, function, values in sorted(rows, key=lambda row: row[:3]):
        print(f"| {function} | {hour(falls)} | {hour(back) if np.isfinite(falls) else '-'} | {values.min():.2f} |"
              + "".join(f" {values[i]:.2f} |" for i in at))
    print(f"\nloss [bn JPY]: mean {seen.loss.mean() / 1e9:.2f}, median {np.median(seen.loss) / 1e9:.2f}, "
          f"5 to 95 % {np.quantile(seen.loss, 0.05) / 1e9:.2f} to {np.quantile(seen.loss, 0.95) / 1e9:.2f}")


if __name__ == "__main__":
    main()
