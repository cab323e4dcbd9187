"""Counting in a story made by hand: two prefectures, a bank, a grid, a network of base stations."""

import copy

import measures
import national_model
import pytest
import stories

HOUR = 3600000
WHOLE = 2**36
TABLES = {
    "region": [{"id": "A", "population": 60000, "area": "west"}, {"id": "B", "population": 40000, "area": "west"}],
    "area": [{"id": "west", "seat": "A"}],
    "function": [
        {"id": "power.distribution", "sector": "power", "sites": ["*"], "people": 1},
        {"id": "ict.mobile_access", "sector": "ict", "sites": ["*"], "people": 1},
        {"id": "finance.core", "sector": "finance", "sites": ["A.x=0.75", "B=0.25"], "people": 0},
        {"id": "government.cloud", "sector": "government", "sites": ["area"], "people": 0},
    ],
    "unintended": [{"id": "feeder", "function": "power.distribution", "cause": "equipment"},
                   {"id": "change", "function": "finance.core", "cause": "failed_change"},
                   {"id": "station", "function": "ict.mobile_access", "cause": "operator_error"}],
    "earthquake": [{"id": "fault", "type": "crustal"}],
}


def change(time, kind, node, event, damage, before, after, **more):
    return {"time": int(time * HOUR), "kind": kind, "node": node, "event": event, "damage": damage,
            "before": int(before * WHOLE), "after": int(after * WHOLE), **more}


# Event 0: an operator error takes half of the stations of A for 3 h. Event 1: a feeder of B, 10 % for 4 h, and after 1 h of it
# half as many stations of B. Event 2: a change takes all of the bank at A for 30 h. Event 3: an earthquake takes 80 % of B's
# power; three quarters of that is back after 20 h, the rest after 100 h; its stations fall with it, and after 20 h another damage
# (whose number follows on some that did not happen) holds them. Event 4: ransomware on both banks, an eighth; one is mended after 50 h, one never.
REPLAY = {
    "format": "hadome-replay", "format_version": 1, "end": 2000 * HOUR,
    "events": [
        {"event": 0, "threat": "unintended", "source_kind": "unintended", "source": "station", "onset": 10 * HOUR, "magnitude": None, "loss": 1},
        {"event": 1, "threat": "unintended", "source_kind": "unintended", "source": "feeder", "onset": 100 * HOUR, "magnitude": None, "loss": 2},
        {"event": 2, "threat": "unintended", "source_kind": "unintended", "source": "change", "onset": 200 * HOUR, "magnitude": None, "loss": 3},
        {"event": 3, "threat": "disaster", "source_kind": "earthquake", "source": "fault", "onset": 500 * HOUR, "magnitude": 7.1, "loss": 4 * 10**12},
        {"event": 4, "threat": "cyber", "source_kind": "worm", "source": "ransomware_of_banks", "onset": 800 * HOUR, "magnitude": None, "loss": 5},
    ],
    "damages": [
        {"damage": 0, "event": 0, "node": "ict.mobile_access@A"}, {"damage": 1, "event": 1, "node": "power.distribution@B"},
        {"damage": 2, "event": 2, "node": "finance.core@A.x"}, {"damage": 3, "event": 3, "node": "power.distribution@B"},
        {"damage": 14, "event": 3, "node": "ict.mobile_access@B"}, {"damage": 5, "event": 4, "node": "finance.core@A.x"},
        {"damage": 6, "event": 4, "node": "finance.core@B"}, {"damage": 7, "event": 4, "node": "finance.core@B"},
    ],
    "reach": [{"event": 1, "node": "ict.mobile_access@B"}],
    "entries": [
        change(10, "worse", "ict.mobile_access@A", 0, 0, 0, 0.5), change(13, "nominal", "ict.mobile_access@A", 0, None, 0.5, 0),
        change(13, "mended", "ict.mobile_access@A", 0, 0, 0, 0, waited=3 * HOUR),
        change(100, "worse", "power.distribution@B", 1, 1, 0, 0.1), change(104, "nominal", "power.distribution@B", 1, None, 0.1, 0),
        change(101, "worse", "ict.mobile_access@B", 1, 1, 0, 0.05), change(104, "nominal", "ict.mobile_access@B", 1, None, 0.05, 0),
        change(200, "worse", "finance.core@A.x", 2, 2, 0, 1), change(230, "nominal", "finance.core@A.x", 2, None, 1, 0),
        change(500, "worse", "power.distribution@B", 3, 3, 0, 0.8), change(520, "better", "power.distribution@B", 3, 3, 0.8, 0.2),
        change(600, "nominal", "power.distribution@B", 3, None, 0.2, 0),
        change(500, "worse", "ict.mobile_access@B", 3, 3, 0, 0.8), change(520, "held", "ict.mobile_access@B", 3, 14, 0.8, 0.8),
        change(540, "nominal", "ict.mobile_access@B", 3, None, 0.8, 0),
        change(800, "worse", "finance.core@A.x", 4, 5, 0, 0.125), change(850, "nominal", "finance.core@A.x", 4, None, 0.125, 0),
        change(850, "mended", "finance.core@A.x", 4, 5, 0, 0, waited=50 * HOUR),
        change(800, "worse", "finance.core@B", 4, 6, 0, 0.125), change(801, "dropped", "finance.core@B", 4, 7, 0.125, 0.125),
        change(2000, "unfinished", "finance.core@B", 4, 6, 0.125, 0.125, waited=1200 * HOUR),
    ],
}


@pytest.fixture
def model():
    return national_model.read(TABLES)


@pytest.fixture
def story():
    return stories.read(copy.deepcopy(REPLAY))


def test_model(model):
    assert model.population == 100000
    assert model.people["power.distribution"] == {"power.distribution@A": 60000, "power.distribution@B": 40000}
    assert model.weight["finance.core"] == {"finance.core@A.x": 0.75, "finance.core@B": 0.25}
    assert model.weight["government.cloud"] == {"government.cloud@A": 1.0}
    assert model.weight["ict.mobile_access"]["ict.mobile_access@A"] == pytest.approx(0.6)
    assert "earthquake" in model.tables and "storm" not in model.tables


def test_pieces_end_where_the_next_begins_and_at_the_end_of_the_scenario(story):
    pieces = {event.number: event.pieces for event in story.events}
    assert [(piece.begin, piece.end, piece.deficit) for piece in pieces[3]["power.distribution"]] == [
        (500.0, 520.0, pytest.approx(0.8)), (520.0, 600.0, pytest.approx(0.2))]
    assert [(piece.begin, piece.end) for piece in pieces[4]["finance.core"]] == [(800.0, 850.0), (800.0, 2000.0)]


@pytest.mark.parametrize("people,hours,count", [(30000, 2, 2), (30001, 2, 1), (30000, 3.5, 1), (2000, 3, 3), (32001, 0, 0)])
def test_events_by_people_and_hours(model, story, people, hours, count):
    arguments = {"functions": "ict.mobile_access,power.distribution", "people": str(people), "hours": str(hours)}
    assert measures.events(model, story, arguments) == (count, 1.0)


def test_events_by_share_threat_and_own(model, story):
    bank = {"functions": "finance.core", "share": "0.125"}
    assert measures.events(model, story, bank)[0] == 2  # the change: 0.75; ransomware on both: 0.125 exactly
    assert measures.events(model, story, {**bank, "threats": "cyber"})[0] == 1
    assert measures.events(model, story, {**bank, "hours": "51", "threats": "cyber"})[0] == 0
    stations = {"functions": "ict.mobile_access", "share": "0", "threats": "unintended"}
    assert measures.events(model, story, stations)[0] == 2
    assert measures.events(model, story, {**stations, "own": "yes"})[0] == 1


def test_shares_of_events(model, story):
    stations = {"functions": "ict.mobile_access", "share": "0"}
    assert measures.share_of_events(model, story, {**stations, "causes": "operator_error", "sectors": "ict"}) == (1, 3)
    assert measures.share_of_events(model, story, {**stations, "outside": "ict"}) == (2, 3)
    assert measures.share_of_events(model, story, {**stations, "threats_counted": "disaster"}) == (1, 3)
    assert measures.share_of_events(model, story, {**stations, "causes": "equipment", "sectors": "ict"}) == (0, 3)


def test_sources_and_damages(model, story):
    assert measures.sources(model, story, {"threats": "unintended,cyber"})[0] == 4
    assert measures.sources(model, story, {"sector": "finance", "threats": "unintended,cyber"})[0] == 2
    assert measures.share_of_sources(model, story, {"threats": "unintended", "causes": "failed_change,operator_error"}) == (2, 3)
    assert measures.damages(model, story, {"threats": "cyber"}) == (2, 1.0)  # the dropped one hurt nobody
    assert measures.damages(model, story, {"sources": "ransomware"}) == (2, 1.0)
    assert measures.share_of_damages(model, story, {"sources": "ransomware", "hours": "50"}) == (1, 2)
    assert measures.share_of_damages(model, story, {"sources": "ransomware", "hours": "49"}) == (2, 2)


def test_minutes_and_interruptions(model, story):
    power = {"function": "power.distribution", "threats": "unintended"}
    assert measures.minutes(model, story, power)[0] == pytest.approx(60.0 * 0.1 * 4 * 40000 / 100000)
    assert measures.interruptions(model, story, power)[0] == pytest.approx(0.1 * 0.4)
    all_threats = {"function": "power.distribution"}
    assert measures.minutes(model, story, all_threats)[0] == pytest.approx(60 * 0.4 * (0.4 + 0.8 * 20 + 0.2 * 80))
    assert measures.interruptions(model, story, all_threats)[0] == pytest.approx((0.1 + 0.8) * 0.4)


def test_share_of_hours_goes_by_the_root(model, story):
    arguments = {"function": "ict.mobile_access", "threats": "disaster", "roots": "power"}
    above, below = measures.share_of_hours(model, story, arguments)
    assert above / below == pytest.approx(0.5)  # 20 of 40 h; then the stations' own damage holds them


def test_durations(model, story):
    assert measures.duration(model, story, {"functions": "finance.core", "threats": "unintended", "share": "0.1"}) == [30.0]
    assert measures.duration(model, story, {"functions": "finance.core", "threats": "cyber", "share": "0.1"}) == [1200.0]
    stations = {"functions": "ict.mobile_access", "threats": "unintended", "share": "0.01"}
    assert measures.duration(model, story, stations) == [3.0]  # the feeder is of another sector
    assert measures.duration(model, story, {**stations, "share": "0.9"}) == [3.0]  # damaged itself, however little


@pytest.mark.parametrize("level,hours", [(0.5, 20.0), (0.75, 20.0), (0.9, 100.0)])
def test_restoration(model, story, level, hours):
    arguments = {"function": "power.distribution", "types": "crustal", "magnitude": "7.0..7.6", "lost": "0.2", "level": str(level)}
    assert measures.restoration(model, story, arguments) == [hours]
    assert measures.restoration(model, story, {**arguments, "lost": "0.81"}) == []
    assert measures.restoration(model, story, {**arguments, "magnitude": "7.2..7.6"}) == []
    assert measures.restoration(model, story, {**arguments, "types": "interface"}) == []


def test_storms_are_counted_once_there_are_any(model):
    replay = copy.deepcopy(REPLAY)
    assert measures.storms(model, stories.read(replay), {})[0] == 0
    replay["events"][3].update(source_kind="storm", magnitude=None)
    assert measures.storms(model, stories.read(replay), {})[0] == 1
    arguments = {"function": "power.distribution", "types": "storm", "magnitude": "0..0", "lost": "0.1", "level": "0.9"}
    assert measures.restoration(model, stories.read(replay), arguments) == [100.0]


def test_scenarios_of_one_source(model, story):
    arguments = {"source": "fault", "magnitude": "7.0..7.2", "function": "power.distribution"}
    assert measures.people_out(model, story, arguments) == [pytest.approx(0.032)]
    assert measures.loss(model, story, arguments) == [4.0]
    assert measures.loss(model, story, {**arguments, "magnitude": "8..9"}) == []


def test_what_follows_an_earthquake_belongs_to_it(model):
    replay = copy.deepcopy(REPLAY)
    replay["events"][4].update(threat="disaster", source_kind="tsunami", source="fault", loss=10**12)
    arguments = {"source": "fault", "magnitude": "7.0..7.2", "function": "finance.core"}
    assert measures.loss(model, stories.read(replay), arguments) == [5.0]
    replay["events"][4]["onset"] = 400 * HOUR  # before the earthquake: of another one
    assert measures.loss(model, stories.read(replay), arguments) == [4.0]
    replay["events"][4].update(onset=800 * HOUR, source="another")
    assert measures.loss(model, stories.read(replay), arguments) == [4.0]


def test_a_defective_release_is_defective_software():
    found = national_model.read({**TABLES, "platform_defect": [{"id": "update", "platform": "p"}]})
    assert (found.cause["update"], found.cause["feeder"]) == ("software_defect", "equipment")


def test_reached_sectors(model, story):
    assert measures.reached_sectors(model, story, {"sector": "power"}) == ({"ict"}, 1)
    assert measures.reached_sectors(model, story, {"sector": "finance"}) == (set(), 1)


def test_another_format_is_refused():
    with pytest.raises(ValueError):
        stories.read({**REPLAY, "format_version": 2})


def test_course_adds_up_overlaps():
    pieces = [stories.Piece(0.0, 4.0, "f@A", 0.5, 0), stories.Piece(2.0, 6.0, "f@B", 1.0, 0)]
    steps = stories.course(pieces, {"f@A": 10.0, "f@B": 1.0})
    assert steps == [(0.0, 2.0, 5.0), (2.0, 4.0, 6.0), (4.0, 6.0, 1.0)]
    assert (stories.hours_above(steps, 5.0), stories.hours_above(steps, 0.0), stories.peak(steps)) == (4.0, 6.0, 6.0)
    assert stories.time_back(steps, 0.0, 0.5) == 4.0
