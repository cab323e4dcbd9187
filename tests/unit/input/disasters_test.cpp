#include <gmock/gmock.h>

#include <cmath>
#include <utility>

#include "input_files.hpp"

namespace hadome::test {
namespace {

using testing::HasSubstr;

const std::string island = R"toml(run = { scenarios = 10, seed = 1 }
[ground_motion]
correlation_range = 40.7
[aftershocks]
productivity = -2.47
b_value = 1
p = 0.88
c = "0.018 d"
threshold = 6.5
magnitude_low = 5.5
duration = "30 d"
[[sector]]
id = "s"
[[region]]
id = "B"
lat = 35
lon = 139
[[region]]
id = "A"
lat = 34
lon = 136
[[function]]
id = "port"
sector = "s"
[[function]]
id = "bank"
sector = "s"
[[earthquake]]
id = "inland"
type = "crustal"
rate = 0.1
magnitude_low = 6
magnitude_high = 7
lat = 35
lon = 139
depth = 10
[[earthquake]]
id = "trench"
en = "The Trench"
type = "interface"
rate = "0.02 /a"
magnitude_low = 8
magnitude_high = 9
lat = 33
lon = 136
depth = "20 km"
[[tsunami]]
earthquake = "trench"
region = "A"
depth = 3
reference_magnitude = 8.5
growth = 0.4
share = 0.2
delay = "30 min"
sigma = 0.5
[[tsunami]]
earthquake = "trench"
region = "A"
function = "bank"
depth = 3
reference_magnitude = 8.5
share = 0.01
[[season]]
id = "summer"
dates = ["jun..oct"]
factor = 1
otherwise = 0
[[storm]]
id = "typhoon"
ja = "台風"
rate = 2.7
season = "summer"
rate_cv = 0.4
lat = 25
lon = 128
lon2 = 140
heading = "normal(mean=380, sd=25)"
speed = "uniform(low=5, high=15)"
deficit = "lognormal(median=45, sigma=0.3)"
decay = "20 h"
radius = "lognormal(median=70 km, sigma=0.4)"
rain = "lognormal(median=200, sigma=0.5)"
[[flood]]
region = "B"
rain = 400
beta = 0.4
depth = "uniform(low=0, high=3)"
share = 0.1
[[event_set]]
id = "set"
[[footprint]]
event_set = "set"
event = "17"
rate = 0.01
region = "B"
measure = "wind"
intensity = 40
[[footprint]]
event_set = "set"
event = "17"
rate = 0.01
region = "A"
measure = "depth"
intensity = 1.5
share = 0.25
[[footprint]]
event_set = "set"
event = "18"
rate = 0.02
region = "A"
measure = "pga"
intensity = 0.3
[[fragility]]
class = "cellar"
measure = "depth"
state = "wet"
median = 0.5
beta = 0.4
restoration = "5 d"
[[fragility]]
class = "roof"
measure = "wind"
state = "off"
median = 50
beta = 0.3
restoration = "2 d"
[[function_fragility]]
function = "port"
class = "cellar"
[[function_fragility]]
function = "bank"
class = "roof"
[[event]]
id = "flood"
threat = "disaster"
depth = 2
regions = ["B"]
[[event]]
id = "gale"
threat = "disaster"
wind = 35
)toml";

TEST(Disasters, AreReadAsTheyAreWritten) {
    const Model model = load_text(island).model;
    EXPECT_EQ(model.ground_motion.correlation_range, 40.7);
    EXPECT_TRUE(model.aftershocks.drawn);
    EXPECT_EQ(model.aftershocks.productivity, -2.47);
    EXPECT_DOUBLE_EQ(model.aftershocks.c, 0.018);
    EXPECT_EQ(model.aftershocks.duration, 30.0);
    ASSERT_EQ(model.tsunamis.size(), 1U);
    const Tsunami& tsunami = model.tsunamis[0];
    EXPECT_EQ(tsunami.name, "trench");
    EXPECT_EQ(tsunami.label.en, "The Trench");
    EXPECT_EQ(tsunami.earthquake, 1);
    ASSERT_EQ(tsunami.reaches.size(), 2U);
    EXPECT_EQ(tsunami.reaches[0].where.region, RegionId{1});
    EXPECT_FALSE(tsunami.reaches[0].where.function.valid());
    EXPECT_EQ(tsunami.reaches[0].where.delay, ticks_per_hour / 2);
    EXPECT_EQ(tsunami.reaches[0].sigma, 0.5);
    EXPECT_EQ(tsunami.reaches[1].where.function, FunctionId{1});
    EXPECT_EQ(tsunami.reaches[1].growth, 0.5);
    ASSERT_EQ(model.storms.size(), 1U);
    const StormSource& storm = model.storms[0];
    EXPECT_EQ(storm.label.ja, "台風");
    EXPECT_EQ(storm.rate_shape.cv, 0.4);
    ASSERT_TRUE(storm.rate_shape.season.valid());
    EXPECT_EQ(model.seasons[storm.rate_shape.season].at(200 * 24 * ticks_per_hour), 365.0 / 153.0);
    EXPECT_EQ(model.seasons[storm.rate_shape.season].at(0), 0.0);
    EXPECT_EQ(storm.b_latitude, 25.0);
    EXPECT_EQ(storm.b_longitude, 140.0);
    EXPECT_EQ(storm.radius.a, 70.0);
    EXPECT_EQ(storm.shape, Distribution::fixed(1.3));
    EXPECT_EQ(storm.decay, 20.0);
    ASSERT_EQ(model.flood_plains.size(), 1U);
    EXPECT_EQ(model.flood_plains[0].where.share, 0.1);
    ASSERT_EQ(model.event_sets.size(), 1U);
    ASSERT_EQ(model.event_sets[0].events.size(), 2U);
    const FootprintEvent& event = model.event_sets[0].events[0];
    EXPECT_EQ(event.name, "17");
    EXPECT_EQ(event.rate, 0.01);
    ASSERT_EQ(event.footprints.size(), 2U);
    EXPECT_EQ(event.footprints[0].region, RegionId{1}) << "by name of the region";
    EXPECT_EQ(event.footprints[0].measure, IntensityMeasure::depth);
    EXPECT_EQ(event.footprints[0].share, 0.25);
    EXPECT_DOUBLE_EQ(event.footprints[1].ln_intensity, std::log(40.0));
    ASSERT_EQ(model.given_events.size(), 2U);
    EXPECT_EQ(model.given_events[GivenEventId{0}].shakings.size(), 1U);
    EXPECT_EQ(model.given_events[GivenEventId{1}].shakings.size(), 2U);
}

TEST(Disasters, DumpIsAFixedPoint) {
    const LoadedInput first = load_text(island);
    EXPECT_EQ(load_text(first.resolved).resolved, first.resolved);
    for (const char* line : {"correlation_range = \"40.7 km\"\n", "productivity = -2.47\n", "growth = 0.5\n",
                             "season = \"summer\"\n", "measure = \"wind\"\n", "intensity = 1.5\n"}) {
        EXPECT_THAT(first.resolved, HasSubstr(line));
    }
    // Also where everything is off.
    const LoadedInput plain = load_text(small_run);
    EXPECT_FALSE(plain.model.aftershocks.drawn);
    EXPECT_EQ(load_text(plain.resolved).resolved, plain.resolved);
}

const std::string with_file = R"(run = { scenarios = 10, seed = 1 }
sector = [{ id = "s" }]
region = [{ id = "A" }, { id = "B" }]
function = [{ id = "f", sector = "s" }]
event_set = [{ id = "set", file = "FILE" }]
)";

std::string naming(const std::string& file) {
    std::string text = with_file;
    return text.replace(text.find("FILE"), 4, file);
}

const std::string rows = "event,rate,region,measure,intensity,share\n7,0.01,A,pga,0.25,\n7,0.01,B,pgv,30,0.5\n";

/// What a file of columns says, as somebody who knows its format would read it.
struct Held {
    std::vector<Column> columns{
        {"event", std::vector<std::int64_t>{7, 7}},     {"rate", std::vector<double>{0.01, 0.01}},
        {"region", std::vector<std::string>{"A", "B"}}, {"measure", std::vector<std::string>{"pga", "pgv"}},
        {"intensity", std::vector<double>{0.25, 30.0}}, {"share", std::vector<double>{1.0, 0.5}}};

    template <class Value>
    Held with(std::size_t column, std::vector<Value> values) const {
        Held other = *this;
        other.columns[column].values = std::move(values);
        return other;
    }
};

/// A model whose event set is such a file.
LoadedInput load_held(const Held& held) {
    const InputFiles folder({{"run.toml", naming("set.h5")}, {"set.h5", "some bytes"}});
    FileBundle files([&](const std::string& path, const std::string& bytes, const std::vector<std::string>& names) {
        EXPECT_EQ(path, folder.path("set.h5"));
        EXPECT_EQ(bytes, "some bytes");
        EXPECT_THAT(names, testing::ElementsAre("event", "rate", "region", "measure", "intensity", "share"));
        return held.columns;
    });
    return load_input(folder.path("run.toml"), files, {});
}

TEST(EventSets, ACsvFileAndAFileOfColumnsAndATableSayTheSame) {
    const LoadedInput csv = InputFiles({{"run.toml", naming("set.csv")}, {"set.csv", rows}}).load();
    const LoadedInput h5 = load_held({});
    ASSERT_EQ(csv.model.event_sets[0].events.size(), 1U);
    const FootprintEvent& event = csv.model.event_sets[0].events[0];
    EXPECT_EQ(event.name, "7");
    ASSERT_EQ(event.footprints.size(), 2U);
    EXPECT_EQ(event.footprints[1].measure, IntensityMeasure::pgv);
    EXPECT_EQ(event.footprints[1].share, 0.5);
    EXPECT_EQ(h5.resolved, csv.resolved);
    // The dump holds the rows, and needs no file.
    const LoadedInput again = load_text(csv.resolved);
    EXPECT_EQ(again.resolved, csv.resolved);
    EXPECT_EQ(again.model.event_sets[0].events[0].hash, event.hash);
}

std::string wrong(const Texts& texts) {
    return text_of(InputFiles(texts).errors());
}

std::string wrong_held(const Held& held) {
    try {
        load_held(held);
    } catch (const InputError& error) {
        return text_of(error.diagnostics());
    }
    return {};
}

TEST(EventSets, ErrorsNameLineOrDatasetAndIndex) {
    EXPECT_THAT(wrong({{"run.toml", naming("set.csv")},
                       {"set.csv", "event,rate,region,measure,intensity\n7,0.01,A,pga,0.25\n7,0.01,C,pgv,30\n"}}),
                testing::AllOf(HasSubstr("set.csv:3:8: region: there is no region 'C'")));
    const Held held;
    EXPECT_THAT(wrong_held(held.with(4, std::vector<double>{0.25, -1.0})), HasSubstr("set.h5:/intensity[1]: "));
    EXPECT_THAT(wrong_held(held.with(4, std::vector<double>{20.0, 30.0})),
                HasSubstr("set.h5:/intensity[0]: intensity of 20 is out of range"));
    EXPECT_THAT(wrong_held(held.with(2, std::vector<std::string>{"A", "C"})),
                HasSubstr("set.h5:/region[1]: region: there is no region 'C'"));
    EXPECT_THAT(wrong_held(held.with(2, std::vector<std::string>{"A"})),
                HasSubstr("set.h5: the footprints cannot be read; dataset '/region' has 1 values, '/event' 2; "));
    Held nameless;
    nameless.columns.erase(nameless.columns.begin());
    EXPECT_THAT(wrong_held(nameless), HasSubstr("missing column 'event'"));
    EXPECT_THAT(wrong({{"run.toml", naming("none.csv")}}), HasSubstr("run.toml:5:"));
    EXPECT_THAT(wrong({{"run.toml", naming("set.csv")},
                       {"set.csv", "event,rate,region,measure,intensity\n7,0.01,A,pga,0.25\n7,0.02,B,pga,0.3\n"}}),
                HasSubstr("set.csv:3:3: event '7' of set 'set' has two rates"));
    EXPECT_THAT(wrong({{"run.toml", naming("set.csv")},
                       {"set.csv", "event_set,event,rate,region,measure,intensity\nset,7,0.01,A,pga,0.25\n"}}),
                HasSubstr("has a column 'event_set'"));
    EXPECT_THAT(wrong({{"run.toml", naming("set.csv")},
                       {"set.csv", "event,rate,region,measure,intensity\n7,0.01,A,pga,0.25\n7,0.01,A,pga,0.3\n"}}),
                HasSubstr("set.csv:3:"));
}

}  // namespace
}  // namespace hadome::test
