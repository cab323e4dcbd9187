"""Watts 2002, "A simple model of global cascades on random networks": on Poisson random graphs with threshold .18 a single
failure sets off global cascades only for mean degrees in (1.0207, 5.7647).

A graph is written as a model: a region is a vertex, with a function of the law `threshold` and one `mean` group of its
neighbours. Every hour another vertex fails for half an hour; how many are down with it is observed, and is compared with a
cascade worked out here. In the model of Watts a vertex that fell stays down (form `plain`: one failure a graph). To see many failures in one graph, either

- every vertex has `black_start`: once the first is mended all come back; or
- vertices fall only under a stress, which ends with the failure: the group of neighbours takes at most .49, the stress
  another .5, and .5 + .49 x .18 is the threshold. None has `black_start`.
"""

import random

import numpy as np
import pytest

from running import run_changed

VERTICES = 4000
SEEDS = 100
PHI = 0.18
GLOBAL = 0.1  # share of the vertices that fall


def poisson_graph(mean_degree: float, seed: int) -> list[set[int]]:
    """Each pair is joined with the same probability: pairs are drawn until their number is that expected."""
    chance = random.Random(f"{mean_degree} {seed}")
    neighbours: list[set[int]] = [set() for _ in range(VERTICES)]
    left = round(VERTICES * mean_degree / 2.0)
    while left > 0:
        a, b = chance.randrange(VERTICES), chance.randrange(VERTICES)
        if a != b and b not in neighbours[a]:
            neighbours[a].add(b)
            neighbours[b].add(a)
            left -= 1
    return neighbours


def cascade(neighbours: list[set[int]], first: int) -> set[int]:
    down, front = {first}, [first]
    while front:
        for vertex in neighbours[front.pop()] - down:
            if len(neighbours[vertex] & down) >= PHI * len(neighbours[vertex]):
                down.add(vertex)
                front.append(vertex)
    return down


def region(vertex: int) -> str:
    return f"r{vertex}"


def model(neighbours: list[set[int]], form: str, first: list[int]) -> dict:
    """`first[k]` is the vertex that fails at k h."""
    joined = [vertex for vertex in range(VERTICES) if neighbours[vertex]]
    stressed = form == "stress"
    law = {"threshold": 0.5 + 0.49 * PHI} if stressed else {"threshold": PHI, "black_start": form == "black_start"}
    link = {"consumer": "vertex", "supplier": "vertex", "group": "neighbours", "strength": 0.49 if stressed else 1}
    return {
        "sector": [{"id": "s"}],
        "region": [{"id": region(v)} for v in range(VERTICES)],
        "function": [
            {"id": "stress", "sector": "s", "sites": [region(0)]},
            {"id": "vertex", "sector": "s", "law": "threshold"} | law,
        ],
        "dependency": [
            {"consumer": "vertex", "supplier": "stress", "scope": "all", "strength": 0.5 if stressed else 0},
            *(
                link | {"only_in": [region(v)], "scope": "named:" + ";".join(map(region, sorted(neighbours[v])))}
                for v in joined
            ),
        ],
        "event": [
            {"id": f"e{k}", "at": f"{k} h", "function": function, "regions": [region(place)], "restoration": "30 min"}
            for k, vertex in enumerate(first)
            for function, place in (("stress", 0), ("vertex", vertex))
        ],
        "run": {"scenarios": 1, "seed": 1, "horizon": f"{len(first)} h", "threats": []},
        "observe": {"times": [f"{k}.25 h" for k in range(len(first))] + [f"{len(first) - 1}.75 h"]},
        "ranking": {"candidates": "none"},
    }


def sizes(neighbours: list[set[int]], form: str, first: list[int]) -> list[float]:
    """Vertices down with each failure, and after the last one is mended."""
    results = run_changed(model(neighbours, form, first))
    vertices = np.char.startswith(results["axes/node"].astype(bytes), b"vertex@")
    return (1.0 - results["observe/node_mean"][:, vertices]).sum(axis=1).round(6).tolist()


@pytest.mark.parametrize(
    "mean_degree, inside",
    [(0.5, False), (0.9, False), (1.3, True), (2.0, True), (3.0, True), (4.0, True), (5.5, True), (6.5, False), (8.0, False)],
)
def test_global_cascades_only_within_the_window(mean_degree, inside):
    assert inside == (1.0207 < mean_degree < 5.7647)
    neighbours = poisson_graph(mean_degree, seed=1)
    expected = [len(cascade(neighbours, k)) for k in range(SEEDS)]
    down = sizes(neighbours, "stress", list(range(SEEDS)))
    assert down == [*expected, 0.0]
    assert (max(down) > GLOBAL * VERTICES) == inside
    worst = expected.index(max(expected))
    assert sizes(neighbours, "black_start", [worst])[0] == expected[worst]
    largest = len(cascade(neighbours, worst))
    assert sizes(neighbours, "plain", [worst]) == [largest, largest if largest > 1 else 0.0]


def test_all_come_back_by_black_starts():
    neighbours = poisson_graph(3.0, seed=1)
    assert sizes(neighbours, "black_start", [0, 1, 2])[-1] == 0.0
