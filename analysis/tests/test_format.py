import pytest

from hadome.format import Numbers

EN, JA = Numbers("en"), Numbers("ja")


@pytest.mark.parametrize(
    ("value", "error", "en", "ja"),
    [
        (1.2345e12, 4.5e10, "JPY 1.234 trillion", "1.234兆円"),
        (1.2345e12, 4.5e11, "JPY 1.23 trillion", "1.23兆円"),
        (1.2346e10, 4.5e8, "JPY 12.35 bn", "123.5億円"),
        (3.4567e8, 2e8, "JPY 350 m", "3.5億円"),
        (98765.0, None, "JPY 99,000", "9.9万円"),
        (0.0, None, "JPY 0", "0円"),
        (-2.5e9, 1e9, "JPY \u22122.5 bn", "\u221225億円"),
    ],
)
def test_money_shows_no_digit_beyond_the_second_of_the_error(value, error, en, ja):
    assert EN.money(value, error).replace("\u00a0", " ") == en
    assert JA.money(value, error) == ja


def test_a_tiny_error_does_not_bring_more_than_four_digits():
    assert EN.money(1.23456789e12, 1.0).replace("\u00a0", " ") == "JPY 1.235 trillion"


def test_interval_is_in_the_unit_and_to_the_place_of_its_estimate():
    assert [part.replace("\u00a0", " ") for part in EN.estimate(1.232e11, 1.2e11, 1.264e11)] == [
        "JPY 123.2 bn",
        "120.0–126.4",
    ]
    assert JA.estimate(1.232e11, 1.2e11, 1.264e11) == ("1,232億円", "1,200〜1,264")


def test_an_interval_across_zero_is_not_written_with_a_dash_between():
    assert EN.interval(-2e9, 4e9, EN.unit_for(1e9)) == "\u22122.0 to 4.0"


@pytest.mark.parametrize(
    ("fraction", "en", "ja"),
    [
        (0.01, "1 %", "1%"),
        (0.005, "0.5 %", "0.5%"),
        (0.2603, "26 %", "26%"),
        (0.0123, "1.2 %", "1.2%"),
        (0.0, "0 %", "0%"),
        (0.99999, ">99 %", ">99%"),
        (1.0, "100 %", "100%"),
        (1 - 0.99, "1 %", "1%"),
    ],
)
def test_percent(fraction, en, ja):
    assert EN.percent(fraction).replace("\u00a0", " ") == en
    assert JA.percent(fraction) == ja


def test_a_column_stays_in_hundred_millions_until_they_are_too_long():
    assert JA.column_unit(5e13).suffix == "億円"
    assert JA.column_unit(5e14).suffix == "兆円"
    assert EN.column_unit(5e13).column == "JPY bn"
    assert EN.column_unit(3e8).column == "JPY m"


def test_numbers_that_are_none():
    assert EN.money(float("nan"), 1.0) == "–"
    assert EN.interval(float("nan"), 1.0, EN.unit_for(1.0)) == "–"
