"""The record: its cells, intervals and bands, and that the shipped table can be read whole."""

import math

import pytest
import record


def test_garwood_against_published_limits():
    """Garwood (1936), as in tables of the exact Poisson limits: 0 -> 3.689; 10 -> 4.795, 18.390; 124 -> 103.1, 147.8."""
    assert record.poisson_interval(0, 1.0) == pytest.approx((0.0, 3.6889), abs=1e-4)
    assert record.poisson_interval(10, 1.0) == pytest.approx((4.7954, 18.3904), abs=1e-4)
    assert record.poisson_interval(124, 1.0) == pytest.approx((103.138, 147.844), abs=1e-2)
    assert record.poisson_interval(10, 4.0) == pytest.approx((4.7954 / 4.0, 18.3904 / 4.0), abs=1e-4)


def test_wilson_against_its_formula():
    """35 of 131, worked out by hand; and the ends stay within 0 and 1."""
    assert record.share_interval(35 / 131, 131) == pytest.approx((0.1989, 0.3487), abs=1e-4)
    assert record.share_interval(0.0, 10) == pytest.approx((0.0, 0.2775), abs=1e-4)
    assert record.share_interval(1.0, 10) == pytest.approx((0.7225, 1.0), abs=1e-4)


def test_cells():
    rate = record.observed("8/24")
    assert (rate.kind, rate.count, rate.years) == ("rate", 8, 24.0)
    assert rate.value == pytest.approx(1.0 / 3.0)
    assert record.observed("35 of 131").value == pytest.approx(35 / 131)
    between = record.observed("0.13..0.16")
    assert (between.low, between.high, between.kind) == (0.13, 0.16, "range")
    assert record.observed("64.7") == record.Observed(64.7, 64.7, 64.7, "value")


def test_yearly_counts_widen_where_they_vary_more_than_poisson():
    even, wild = record.observed("4;4;4;4"), record.observed("0;0;0;16")
    assert even.dispersion == 1.0
    assert (even.low, even.high) == record.poisson_interval(16, 4)
    assert wild.dispersion == pytest.approx(64.0 / 4.0)
    assert wild.high - 4.0 == pytest.approx(4.0 * (even.high - 4.0))
    assert wild.low == 0.0


def test_bands():
    rate, between, part = record.observed("8/24"), record.observed("10..20"), record.observed("50 of 100")
    low, high = record.poisson_interval(8, 24.0)
    assert record.band(rate, "poisson", 2.0) == pytest.approx((low / 2.0, high * 2.0))
    assert record.band(between, "factor", 2.0) == (5.0, 40.0)
    assert record.band(part, "share", 0.1) == pytest.approx((part.low - 0.1, part.high + 0.1))
    assert record.band(record.observed("1 of 100"), "share", 0.5)[0] == 0.0


def test_what_is_foreseen_against_the_sum_of_the_distribution():
    """No event in 43 years: the later count is negative binomial of size 1/2, summed here by its recursion."""
    before, since = record.observed("0/43"), record.observed("1/9")
    odds, chance, cumulated, count = 43.0 / 52.0, math.sqrt(43.0 / 52.0), 0.0, 0
    while cumulated + chance < 0.975:
        cumulated += chance
        chance *= (count + 0.5) / (count + 1.0) * (1.0 - odds)
        count += 1
    assert record.foreseen(before, since) == pytest.approx((0.0, count / 9.0))


def test_foreseen_interval_holds_most_of_what_poisson_draws():
    """A steady rate of 5 a year: the later ten years fall within what the earlier ten foresee, in 92 to 99 of a hundred cases."""
    numpy = pytest.importorskip("numpy")
    draws = numpy.random.default_rng(1).poisson(50.0, (400, 2))
    held = 0
    for earlier, later in draws:
        low, high = record.foreseen(record.observed(f"{earlier}/10"), record.observed(f"{later}/10"))
        held += low <= later / 10.0 <= high
    assert 0.92 <= held / len(draws) <= 0.99


def test_the_shipped_table():
    observables = record.load()
    assert len(observables) >= 15
    assert len({observable.id for observable in observables}) == len(observables)
    for observable in observables:
        assert observable.confidence in ("sourced", "derived", "judgement"), observable.id
        assert observable.source or observable.rule == "none", observable.id
        assert observable.periods or observable.rule == "none", observable.id
        if observable.rule == "central":
            assert len(observable.periods) == 1 and 0.0 < observable.slack < 1.0, observable.id
        for period in observable.periods:
            limits = observable.band(period)
            if limits:
                assert limits[0] <= observable.periods[period][1].value <= limits[1], observable.id


@pytest.mark.parametrize("change", [{"role": "guess"}, {"band": "wide 2"}, {"before": "a few"}, {"used": "later"},
                                    {"before": "20", "band": "poisson 1"}])
def test_a_row_that_cannot_be_read_is_named(change):
    row = {"id": "x", "group": "power", "what": "w", "unit": "1/a", "role": "check", "before_period": "1990", "before": "1/2",
           "since_period": "", "since": "", "band": "poisson 1", "used": "none", "compute": "sources", "requires": "",
           "source": "s", "confidence": "sourced", "note": ""}
    assert record.checked(row).compute == "sources"
    with pytest.raises(ValueError, match="observable 'x'"):
        record.checked({**row, **change})
