// What the keys of stores, repair, value, crews, given events and run options come to in the model.

#include <gmock/gmock.h>

#include "input_files.hpp"
#include "random/chance.hpp"

namespace hadome::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

const std::string mechanisms = R"toml([run]
scenarios = 10
seed = 1
horizon = "30 d"
run_off = "60 d"
starts = "fri 17:30"
threats = ["disaster", "unintended"]
work_limit = 5e6
[observe]
times = ["0 h", 1, "3 d"]
[[event]]
id = "storm"
pgv = 40
regions = ["A"]
[[event]]
id = "storm"
ja = "嵐"
at = "2 h"
threat = "disaster"
function = "road"
chance = 0.5
restoration = "never"
[[event]]
id = "attack"
platform = "os"
probability = 0.25
one_of = "human"
damage = "ot"
restoration = "12 h"
staircase = "0.3=0.5;0.6=0.9"
[[event]]
id = "strike"
function = "grid"
probability = 0.75
one_of = "human"
restoration = "lognormal(median=3 d, sigma=1)"
curve_steps = 20
[[sector]]
id = "s"
[[area]]
id = "west"
seat = "A"
[[region]]
id = "A"
area = "west"
[[region]]
id = "B"
area = "west"
[[calendar]]
id = "office"
days = ["mon-fri"]
from = "08:30"
to = "17:00"
factor = 2
[[calendar]]
id = "office"
days = "sat; sun"
from = "00:00"
to = "24:00"
factor = 0.5
otherwise = 0.25
[[calendar]]
id = "night"
days = "mon-sun"
from = "00:00"
to = "06:00"
factor = 1.5
[[function]]
id = "grid"
sector = "s"
black_start = true
repeat = "ignore_while_down"
[[function]]
id = "road"
sector = "s"
priority_shares = [0.25, 0.75]
[[function]]
id = "hospital"
sector = "s"
value = "1 MJPY/h"
calendar = "office"
escalation = "24 h=2;72 h=5"
min_speed = 0.1
[[store]]
id = "battery"
capacity = "30 min"
[[store]]
id = "generator"
capacity = "3 d"
refill = "12 h"
refilled_by = "road"
refill_scope = "named:A"
refill_priority = 1
start_failure = 0.25
[[dependency]]
consumer = "hospital"
supplier = "grid"
stores = ["battery", "generator"]
[[dependency]]
consumer = "hospital"
supplier = "road"
buffer = "8 h"
refill = "24 h"
refilled_by = "grid"
priority = 2
[[dependency]]
consumer = "grid"
supplier = "road"
role = "repair"
repairs = ["ot", "physical"]
strength = 0.8
[[dependency]]
consumer = "hospital"
supplier = "grid"
group = "works"
role = "repair"
[[crew_pool]]
id = "crews"
crews = 2
policy = "explicit"
order = ["hospital", "grid"]
per = "region"
damage = "ot"
[[platform]]
id = "os"
[[platform_use]]
platform = "os"
function = "hospital"
[[unintended]]
id = "u"
function = "grid"
cause = "equipment"
rate = 1
restoration = "never"
[[fragility]]
class = "c"
measure = "pgv"
sites = "many"
curve_steps = 10
state = "broken"
median = 30
beta = 0.5
restoration = "normal(mean=3 d, sd=1 d)"
[[function_fragility]]
function = "hospital"
class = "c"
)toml";

GroupId group_named(const Model& model, const std::string& name) {
    for (const GroupId id : ids_of(model.groups)) {
        if (model.groups[id].name == name) {
            return id;
        }
    }
    return {};
}

TEST(Mechanisms, DumpIsAFixedPoint) {
    const LoadedInput first = load_text(mechanisms);
    EXPECT_EQ(load_text(first.resolved).resolved, first.resolved);
    for (const char* line :
         {"starts = \"fri 17:30\"\n", "threats = [\"unintended\", \"disaster\"]\n", "work_limit = 5000000\n",
          "times = [\"0 h\", \"1 h\", \"72 h\"]\n", "days = [\"mon\", \"tue\", \"wed\", \"thu\", \"fri\"]\n",
          "from = \"08:30\"\n", "to = \"24:00\"\n", "escalation = [\"24 h=2\", \"72 h=5\"]\n",
          "staircase = [\"0.3=0.5\", \"0.6=0.9\"]\n", "restoration = \"never\"\n", "priority_shares = [0.25, 0.75]\n",
          "repairs = [\"physical\", \"ot\"]\n", "stores = [\"battery\", \"generator\"]\n", "tail = \"run_off\"\n",
          "refill_scope = \"named:A\"\n", "refill_priority = 1\n", "ja = \"嵐\"\n", "otherwise = 0.25\n"}) {
        EXPECT_THAT(first.resolved, HasSubstr(line));
    }
}

TEST(Mechanisms, RunOptions) {
    const RunOptions options = load_text(mechanisms).options;
    EXPECT_EQ(options.tail, Tail::run_off);
    EXPECT_EQ(options.cap(), 90 * 24 * ticks_per_hour);
    EXPECT_EQ(options.starts, 4 * 24 * ticks_per_hour + 17 * ticks_per_hour + ticks_per_hour / 2);
    EXPECT_THAT(options.drawn, ElementsAre(true, false, true));
    EXPECT_EQ(options.work_limit, 5'000'000);
    EXPECT_THAT(options.observe_times, ElementsAre(0, ticks_per_hour, 72 * ticks_per_hour));
    const RunOptions plain = load_text(small_run).options;
    EXPECT_EQ(plain.starts, 0);
    EXPECT_THAT(plain.drawn, ElementsAre(true, true, true));
    EXPECT_EQ(plain.work_limit, 1'000'000'000);
    EXPECT_TRUE(plain.observe_times.empty());
    const RunOptions none = load_text(
                                "[run]\nscenarios = 1\nseed = 1\ntail = \"censor\"\nthreats = []\n"
                                "[[sector]]\nid = \"s\"\n[[region]]\nid = \"A\"\n"
                                "[[function]]\nid = \"f\"\nsector = \"s\"\n")
                                .options;
    EXPECT_EQ(none.cap(), 8760 * ticks_per_hour);
    EXPECT_THAT(none.drawn, ElementsAre(false, false, false));
}

TEST(Mechanisms, Calendars) {
    const Model model = load_text(mechanisms).model;
    ASSERT_EQ(model.calendars.size(), 2U);
    const auto at = [&](int calendar, int day, double hour) {
        const Tick time = day * 24 * ticks_per_hour + ticks_from_hours(hour);
        Micro factor = -1;
        for (const Calendar::Piece& piece : model.calendars[CalendarId{calendar}].pieces) {
            factor = piece.from <= time ? piece.factor : factor;
        }
        return static_cast<double>(factor) / micro_one;
    };
    EXPECT_EQ(model.calendars[CalendarId{0}].name, "office");
    EXPECT_EQ(at(0, 0, 0.0), 0.25);
    EXPECT_EQ(at(0, 0, 8.49), 0.25);
    EXPECT_EQ(at(0, 0, 8.5), 2.0);
    EXPECT_EQ(at(0, 4, 16.99), 2.0);
    EXPECT_EQ(at(0, 4, 17.0), 0.25);
    EXPECT_EQ(at(0, 5, 0.0), 0.5);
    EXPECT_EQ(at(0, 6, 23.99), 0.5);
    EXPECT_EQ(at(1, 6, 5.0), 1.5);
    EXPECT_EQ(at(1, 6, 6.0), 0.0) << "at other times, unless said otherwise, an hour is worth nothing";
    for (const Calendar& calendar : model.calendars) {
        EXPECT_EQ(calendar.pieces.front().from, 0);
        for (std::size_t i = 1; i < calendar.pieces.size(); ++i) {
            EXPECT_LT(calendar.pieces[i - 1].from, calendar.pieces[i].from);
            EXPECT_LT(calendar.pieces[i].from, ticks_per_week);
        }
    }
    const Function& hospital = model.functions[FunctionId{2}];
    EXPECT_EQ(hospital.calendar, CalendarId{0});
    EXPECT_FALSE(model.functions[FunctionId{0}].calendar.valid());
}

TEST(Mechanisms, ValueOfFunctions) {
    const Model model = load_text(mechanisms).model;
    const Function& hospital = model.functions[FunctionId{2}];
    ASSERT_TRUE(hospital.escalation.valid());
    const auto& steps = model.escalations[hospital.escalation].steps;
    ASSERT_EQ(steps.size(), 3U);
    EXPECT_EQ(steps[0].age, 0);
    EXPECT_EQ(steps[0].factor, micro_one);
    EXPECT_EQ(steps[2].age, 72 * ticks_per_hour);
    EXPECT_EQ(steps[2].factor, 5 * micro_one);
    EXPECT_EQ(hospital.min_speed, Fixed::from_double(0.1));
    const Function& grid = model.functions[FunctionId{0}];
    EXPECT_FALSE(grid.escalation.valid());
    EXPECT_TRUE(grid.black_start);
    EXPECT_EQ(grid.repeat, Repeat::ignore_while_down);
    EXPECT_EQ(grid.min_speed, Fixed::from_double(0.05));
}

TEST(Mechanisms, StoresAndRepair) {
    const Model model = load_text(mechanisms).model;
    const GroupId needs = group_named(model, "hospital@B<-grid");
    ASSERT_TRUE(needs.valid());
    ASSERT_EQ(model.stores_of(needs).size(), 2U);
    const Store& battery = model.stores[StoreId{model.groups[needs].first_store}];
    const Store& generator = model.stores[StoreId{model.groups[needs].first_store + 1}];
    EXPECT_EQ(battery.capacity, ticks_per_hour / 2);
    EXPECT_EQ(generator.capacity, 72 * ticks_per_hour);
    EXPECT_EQ(generator.refill, 12 * ticks_per_hour);
    EXPECT_EQ(generator.start_failure, chance_word(0.25));
    ASSERT_TRUE(generator.refilled_by.valid());
    EXPECT_EQ(model.groups[generator.refilled_by].name, "hospital@B<-grid.2");
    EXPECT_EQ(model.nodes[model.suppliers_of(generator.refilled_by)[0].node].name, "road@A");
    ASSERT_TRUE(model.suppliers_of(generator.refilled_by)[0].claim.valid());
    EXPECT_EQ(model.claims[model.suppliers_of(generator.refilled_by)[0].claim].share, Fixed::from_double(0.25));
    const GroupId food = group_named(model, "hospital@B<-road");
    ASSERT_EQ(model.stores_of(food).size(), 1U);
    EXPECT_EQ(model.stores[StoreId{model.groups[food].first_store}].capacity, 8 * ticks_per_hour);
    EXPECT_TRUE(model.suppliers_of(food)[0].claim.valid());
    EXPECT_TRUE(group_named(model, "hospital@B<-road.1").valid());
    const Group& repair = model.groups[group_named(model, "grid@A<-road.repair")];
    EXPECT_EQ(repair.role, GroupRole::repair);
    EXPECT_EQ(repair.repairs, 0b011U);
    EXPECT_EQ(model.groups[group_named(model, "hospital@A<-works")].repairs, 0b111U) << "all, unless it says which";
}

TEST(Mechanisms, CrewPools) {
    const Model model = load_text(mechanisms).model;
    ASSERT_EQ(model.crew_pools.size(), 2U);
    EXPECT_EQ(model.crew_pools[CrewPoolId{0}].name, "crews.A");
    EXPECT_EQ(model.crew_pools[CrewPoolId{1}].crews, 2);
    EXPECT_EQ(model.crew_pools[CrewPoolId{1}].policy, CrewPolicy::explicit_order);
    const auto urgency = [&](int node) { return model.crew_duty(NodeId{node}, DamageKind::ot).urgency; };
    EXPECT_EQ(urgency(0), 1);
    EXPECT_EQ(urgency(2), 0);
    EXPECT_EQ(urgency(4), 2);
    EXPECT_FALSE(model.crew_duty(NodeId{0}, DamageKind::it).pool.valid());
}

TEST(Mechanisms, GivenEventsAndDamage) {
    const Model model = load_text(mechanisms).model;
    ASSERT_EQ(model.given_events.size(), 3U);
    const GivenEvent& storm = model.given_events[GivenEventId{0}];
    EXPECT_EQ(storm.name, "storm");
    EXPECT_EQ(storm.label.ja, "嵐");
    EXPECT_EQ(storm.label.en, "storm");
    EXPECT_EQ(storm.at, 2 * ticks_per_hour);
    EXPECT_EQ(storm.threat, ThreatClass::disaster);
    EXPECT_TRUE(storm.certain);
    EXPECT_EQ(storm.shakings.size(), 1U);
    ASSERT_EQ(storm.hits.size(), 2U);
    EXPECT_EQ(storm.hits[0].chance, chance_word(0.5));
    EXPECT_TRUE(storm.damages[0].permanent);
    EXPECT_EQ(storm.damages[0].kind, DamageKind::it);
    const GivenEvent& attack = model.given_events[GivenEventId{1}];
    EXPECT_EQ(attack.damages[0].kind, DamageKind::ot);
    EXPECT_FALSE(attack.damages[0].permanent);
    EXPECT_EQ(attack.damages[0].staircase, (std::vector<RestorationStep>{{0.3, 0.5}, {0.6, 0.9}}));
    const GivenEvent& strike = model.given_events[GivenEventId{2}];
    EXPECT_EQ(strike.damages[0].curve_steps, 20);
    EXPECT_EQ(strike.low, attack.high);
    EXPECT_EQ(strike.draw, attack.draw);
    EXPECT_TRUE(model.unintended[0].damage.permanent);
    EXPECT_EQ(model.fragilities[FragilityId{0}].curve_steps, 10);
}

TEST(Mechanisms, EventsStandInTheRunFileAlsoBesideAModel) {
    const InputFiles files(Texts{
        {"run.toml",
         "[run]\nscenarios = 1\nseed = 1\nmodel = \"m.toml\"\n"
         "[[event]]\nid = \"e\"\nfunction = \"f\"\nrestoration = 1\n"},
        {"m.toml", "[[sector]]\nid = \"s\"\n[[region]]\nid = \"A\"\n[[function]]\nid = \"f\"\nsector = \"s\"\n"}});
    const LoadedInput input = files.load();
    EXPECT_EQ(input.model.given_events.size(), 1U);
    EXPECT_EQ(load_text(input.resolved).resolved, input.resolved);
}

TEST(Mechanisms, TheShortFormIsAChainOfOneStore) {
    const auto model_of = [](const std::string& rest) {
        return load_text(small_run + "[[dependency]]\nconsumer = \"f\"\nsupplier = \"g\"\n" + rest).model;
    };
    const Model brief = model_of("buffer = \"6 h\"\nrefill = \"2 h\"\n");
    const Model full = model_of("stores = \"tank\"\n[[store]]\nid = \"tank\"\ncapacity = \"6 h\"\nrefill = \"2 h\"\n");
    for (const Model* model : {&brief, &full}) {
        ASSERT_EQ(model->stores.size(), 2U);
        EXPECT_EQ(model->stores[StoreId{0}].capacity, 6 * ticks_per_hour);
        EXPECT_EQ(model->stores[StoreId{0}].refill, 2 * ticks_per_hour);
    }
    EXPECT_EQ(brief.stores[StoreId{1}].hash, full.stores[StoreId{1}].hash);
    const Model sites = model_of("buffer = \"6 h\"\nbuffer_kind = \"per_site\"\n");
    EXPECT_TRUE(sites.groups[GroupId{0}].per_site);
    EXPECT_FALSE(brief.groups[GroupId{0}].per_site);
    EXPECT_TRUE(model_of("buffer = 0\n").stores.empty()) << "a buffer of no size is none";
}

}  // namespace
}  // namespace hadome::test
