#include "story/telling.hpp"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>
#include <random>
#include <sstream>

#include "support/random_model.hpp"
#include "unit/story/sample_story.hpp"

namespace hadome::test {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsSupersetOf;
using ::testing::Not;

constexpr Tick hour = ticks_per_hour;

std::vector<std::string> lines_of(const SampleStory& sample, Language language = Language::en,
                                  const TellingOptions& options = {}) {
    const Words words(sample.model, sample.scenario, language);
    std::vector<std::string> lines;
    for (const Line& line : tell_story(sample.story(), words, options).lines) {
        const Tick onset = line.event.valid() ? sample.scenario.events[line.event].onset : 0;
        lines.push_back(words.after(line.time - onset) + " " + line.text);
    }
    return lines;
}

TEST(Telling, tells_a_blackout_from_the_blow_to_the_end) {
    EXPECT_THAT(
        lines_of(blackout()),
        ElementsAre(
            "t+0 h earthquake M6.8 (Central fault) hits Power distribution in Niigata: 0 % of its capacity left "
            "(physical damage)",
            "t+0 h Mobile access in Niigata on reserve for loss of Power distribution",
            "t+1.0 h Power distribution in Niigata: damage noticed after 1.0 h",
            "t+3.0 h Mobile access in Niigata down: reserve empty; Power distribution in Niigata down since t+0 "
            "h, earthquake M6.8",
            "t+3.0 h Homes in Niigata at 50 %: Mobile access in Niigata down since t+3.0 h, reserve empty; Power "
            "distribution in Niigata down since t+0 h, earthquake M6.8",
            "t+10.0 h Power distribution in Niigata back to nominal",
            "t+10.0 h Mobile access in Niigata back to nominal", "t+10.0 h Homes in Niigata back to nominal"));
}

TEST(Telling, tells_it_in_japanese) {
    const std::vector<std::string> lines = lines_of(blackout(), Language::ja);
    ASSERT_EQ(lines.size(), 8U);
    EXPECT_EQ(lines[3],
              "t+3.0 時間 新潟県の携帯基地局が停止：予備が尽きた。新潟県の配電が t+0 時間から停止、地震 M6.8");
}

TEST(Telling, says_who_waited_for_a_crew_and_what_did_not_start) {
    SmallModel builder;
    const NodeId a = builder.node("a");
    const NodeId b = builder.node("b");
    const NodeId hospital = builder.node("hospital");
    StoreOptions generator;
    generator.capacity = 10 * hour;
    generator.start_failure = 1.0;
    builder.stores(builder.group(hospital, Combine::mean, {{b}}), {generator});
    const CrewPoolId pool = builder.pool("linemen", 1);
    builder.duty(a, DamageKind::it, pool);
    builder.duty(b, DamageKind::it, pool);
    Model model = builder.build();
    UnintendedSource source;
    source.name = "fault";
    source.cause = "equipment";
    model.unintended.push_back(source);
    Scenario scenario;
    add_damage(scenario, a, 0, 0, {{4 * hour, 1.0}});
    add_damage(scenario, b, hour, 0, {{2 * hour, 0.5}});
    for (Event& event : scenario.events) {
        event.source = 0;
    }
    const std::vector<std::string> lines = lines_of(SampleStory(model, scenario));
    EXPECT_THAT(lines, ::testing::Contains("t+3.0 h b: repair begins after waiting 3.0 h for linemen"));
    EXPECT_THAT(lines, ::testing::Contains("t+0 h hospital: reserve for loss of b did not start"));
    EXPECT_THAT(lines, ::testing::Contains("t+0 h hospital at 50 %: reserve did not start; b at 50 % since t+0 h, "
                                           "equipment failure"));
}

/// A town with a battery of 2 h and a generator of 3 h that fuel keeps full, and a grid that is out for ten hours.
SampleStory battery_and_generator(double start_failure) {
    SmallModel builder;
    const NodeId grid = builder.node("grid");
    const NodeId fuel = builder.node("fuel");
    const NodeId town = builder.node("town");
    const GroupId group = builder.group(town, Combine::mean, {{grid}});
    const GroupId refill = builder.group(town, Combine::mean, {{fuel}}, {.role = GroupRole::refill});
    builder.stores(group,
                   {{.capacity = 2 * hour},
                    {.capacity = 3 * hour, .refill = hour, .refilled_by = refill, .start_failure = start_failure}});
    Model model = builder.build();
    UnintendedSource source;
    source.name = "fault";
    source.cause = "equipment";
    model.unintended.push_back(source);
    Scenario scenario;
    add_damage(scenario, grid, 0, 0, {{10 * hour, 1.0}});
    add_damage(scenario, fuel, 0, 0, {{20 * hour, 1.0}});
    for (Event& event : scenario.events) {
        event.source = 0;
    }
    return {std::move(model), std::move(scenario)};
}

TEST(Telling, says_which_store_of_a_chain_it_is_and_what_fills_it) {
    const std::vector<std::string> lines = lines_of(battery_and_generator(0.0));
    EXPECT_THAT(lines,
                IsSupersetOf({"t+0 h town on first reserve for loss of grid",
                              "t+2.0 h town on second reserve for loss of grid (refilled by fuel)",
                              "t+5.0 h town down: both reserves empty; grid down since t+0 h, equipment failure"}));
    // That the second holds says that the first is empty.
    const std::string empty = "t+2.0 h town: first reserve for loss of grid empty";
    EXPECT_THAT(lines, Not(::testing::Contains(empty)));
    EXPECT_THAT(lines_of(battery_and_generator(0.0), Language::en, {60, true}), ::testing::Contains(empty));
    EXPECT_THAT(lines_of(battery_and_generator(0.0), Language::ja),
                ::testing::Contains("t+2.0 時間 townがgridの途絶に備えた第2の予備（fuelで補給）で継続"));
    EXPECT_THAT(lines_of(battery_and_generator(1.0)),
                IsSupersetOf({"t+0 h town: second reserve for loss of grid (refilled by fuel) did not start",
                              "t+2.0 h town down: second reserve did not start, the other empty; grid down since t+0 "
                              "h, equipment failure"}));
}

TEST(Telling, says_that_a_supplier_has_changed_since_it_left_nominal) {
    SmallModel builder;
    const NodeId grid = builder.node("grid");
    const NodeId town = builder.node("town");
    builder.group(town, Combine::mean, {{grid}});
    Model model = builder.build();
    model.unintended.emplace_back().name = "fault";
    Scenario scenario;
    add_damage(scenario, grid, 0, 0, {{10 * hour, 0.5}});
    add_damage(scenario, grid, 2 * hour, 0, {{hour, 0.75}});
    for (Event& event : scenario.events) {
        event.source = 0;
    }
    EXPECT_THAT(lines_of(SampleStory(model, scenario)),
                IsSupersetOf({HasSubstr("t+0 h town at 50 %: grid at 50 % since t+0 h"),
                              HasSubstr("t+0 h town at 25 %: grid at 25 % (not nominal since day 0.00)")}));
}

/// One event breaks a plant for ever and a town for a while, and a second town gets nothing from the first.
SampleStory never_mended(Tick cap) {
    SmallModel builder;
    const NodeId plant = builder.node("plant", 1000);
    const NodeId town = builder.node("town", 1000);
    builder.group(town, Combine::mean, {{plant}});
    Model model = builder.build();
    model.unintended.emplace_back().name = "fault";
    Scenario scenario;
    add_damage(scenario, plant, 0, 0, {{never, 1.0}});
    add_damage(scenario, town, 0, 0, {{2 * hour, 0.25}});
    scenario.damages[DamageId{1}].event = EventId{0};
    for (Event& event : scenario.events) {
        event.source = 0;
    }
    return {std::move(model), std::move(scenario), cap};
}

TEST(Telling, names_who_is_not_back_at_the_end_beyond_the_room_for_lines) {
    const SampleStory sample = never_mended(48 * hour);
    TellingOptions one_line;
    one_line.most_lines = 1;
    const std::vector<std::string> lines = lines_of(sample, Language::en, one_line);
    ASSERT_EQ(lines.size(), 3U);
    EXPECT_THAT(lines[1],
                HasSubstr("plant still down at the end (not nominal since day 0.00): own damage, never mended"));
    EXPECT_THAT(lines[2], HasSubstr("town still down at the end (not nominal since day 0.00): plant down since t+0 h"));
    EXPECT_THAT(lines_of(sample, Language::ja),
                ::testing::Contains(
                    HasSubstr("plantが終了時も停止したまま（0.00 日目から平常でない）：自らの被害（復旧しない）")));
    EXPECT_THAT(sample.text(), AllOf(HasSubstr("cut off on day 2.00: 2 nodes, named at the end of the story."),
                                     HasSubstr("not back at the end")));
    EXPECT_THAT(sample.text(Language::ja), HasSubstr("2ノードが未復旧"));
    const Words words(sample.model, sample.scenario, Language::en);
    const Story story = sample.story();
    EXPECT_THAT(story_as_html(sample.source(), story, tell_story(story, words, {}), words),
                HasSubstr("plant still down at the end"));
    EXPECT_EQ(story.nodes.at(0).at_end, Fixed::one());
}

TEST(Story, counts_as_direct_what_nodes_lose_to_their_own_damage) {
    // The town was hit as well, but what it loses it loses for want of the plant.
    const Story story = never_mended(48 * hour).story();
    EXPECT_EQ(story.total, 2 * 48 * 1000);
    EXPECT_EQ(story.direct, 48 * 1000);
}

/// A function in many regions that loses its one supplier at once.
SampleStory wide_outage(int regions, double deficit) {
    SmallModel builder;
    const NodeId centre = builder.node("centre");
    std::vector<NodeId> branches;
    for (int k = 0; k < regions; ++k) {
        const NodeId branch = builder.node("branch" + std::to_string(k), 1000);
        builder.group(branch, Combine::mean, {{centre}}, deficit);
        branches.push_back(branch);
    }
    Model model = builder.build();
    model.regions[RegionId{0}].name = "seat";
    for (int k = 0; k < regions; ++k) {
        Region region;
        region.name = "r" + std::to_string(k);
        Node& node = model.nodes[branches[static_cast<std::size_t>(k)]];
        node.region = model.regions.push_back(region);
        node.function = model.nodes[branches.front()].function;
    }
    model.functions[model.nodes[branches.front()].function].name = "branch";
    UnintendedSource source;
    source.name = "change";
    source.cause = "failed_change";
    model.unintended.push_back(source);
    Scenario scenario;
    add_damage(scenario, centre, 0, 0, {{hour, 1.0}});
    scenario.events[EventId{0}].source = 0;
    return {std::move(model), std::move(scenario)};
}

TEST(Telling, puts_one_function_in_many_places_in_one_line) {
    EXPECT_THAT(
        lines_of(wide_outage(7, 1.0)),
        ElementsAre("t+0 h failed change (change) hits centre in seat: 0 % of its capacity left (IT damage)",
                    "t+0 h branch in 7 places (r0, r1, r2, r3 and 3 more) down: centre in seat down since t+0 h, "
                    "failed change",
                    "t+1.0 h centre in seat back to nominal",
                    "t+1.0 h branch in 7 places (r0, r1, r2, r3 and 3 more) back to nominal"));
}

TEST(Telling, leaves_small_changes_to_those_who_ask_for_all) {
    const SampleStory sample = wide_outage(3, 0.04);
    EXPECT_THAT(lines_of(sample), Not(::testing::Contains(HasSubstr("branch"))));
    TellingOptions all;
    all.all = true;
    EXPECT_THAT(lines_of(sample, Language::en, all),
                ::testing::Contains(HasSubstr("branch in 3 places (r0, r1, r2) at 96 %")));
}

TEST(Telling, sums_up_events_that_cost_little) {
    SampleStory sample = wide_outage(3, 1.0);
    for (int k = 1; k <= 5; ++k) {
        add_damage(sample.scenario, NodeId{1}, 24 * k * hour, 0, {{36'000, 0.5}});
        sample.scenario.events[EventId{k}].source = 0;
    }
    EXPECT_THAT(
        lines_of(SampleStory(sample.model, sample.scenario)),
        ::testing::Contains("t+24.0 h 5 lesser events until day 5.00: 25 JPY lost in all; the dearest: failed change "
                            "(change)"));
}

TEST(Telling, sums_up_lesser_events_of_one_source_in_the_account_too) {
    SampleStory sample = wide_outage(3, 1.0);
    for (int k = 1; k <= 500; ++k) {
        add_damage(sample.scenario, NodeId{1}, 24 * k * hour, 0, {{36'000, 0.5}});
        sample.scenario.events[EventId{k}].source = 0;
    }
    const SampleStory many(sample.model, sample.scenario);
    EXPECT_THAT(many.text(), HasSubstr("failed change (change)  (500 lesser events, 500 hits)"));
    const Words words(many.model, many.scenario, Language::en);
    const Story story = many.story();
    const std::string html = story_as_html(many.source(), story, tell_story(story, words, {}), words);
    // What falls in one place of the page is drawn once, and nothing is drawn beyond it.
    std::size_t markers = 0;
    for (std::size_t at = html.find("event lesser"); at != std::string::npos; at = html.find("event lesser", at + 1)) {
        ++markers;
    }
    EXPECT_GT(markers, 50U);
    EXPECT_LT(markers, 450U);
}

TEST(Telling, keeps_to_the_lines_there_is_room_for_and_counts_the_rest) {
    const SampleStory sample = blackout();
    const Words words(sample.model, sample.scenario, Language::en);
    TellingOptions few;
    few.most_lines = 3;
    const Telling telling = tell_story(sample.story(), words, few);
    EXPECT_EQ(telling.lines.size(), 3U);
    EXPECT_EQ(telling.lines_left_out, 5);
    EXPECT_THAT(sample.text(Language::en, few), HasSubstr("(5 lines of less weight left out; --all shows them)"));
    few.all = true;
    EXPECT_GE(tell_story(sample.story(), words, few).lines.size(), 8U);
}

TEST(Story, accounts_sum_to_the_loss_in_random_models) {
    int with_loss = 0;
    for (unsigned seed = 0; seed < 300; ++seed) {
        std::mt19937_64 generator(seed);
        RandomCase one = random_case(generator);
        for (Node& node : one.model.nodes) {
            node.value = 1'000'000'000'000;
        }
        UnintendedSource source;
        source.name = "any";
        one.model.unintended.push_back(source);
        for (Event& event : one.scenario.events) {
            event.kind = SourceKind::unintended;
            event.source = 0;
        }
        const SampleStory sample(one.model, one.scenario, one.cap);
        const Story story = sample.story();
        Jpy by_event = 0;
        for (const EventAccount& account : story.events) {
            by_event += account.loss;
        }
        Jpy by_share = 0;
        for (const LossShare& share : story.shares) {
            by_share += share.loss;
        }
        Jpy by_node = 0;
        for (const NodeAccount& account : story.nodes) {
            by_node += account.loss;
        }
        EXPECT_EQ(by_event, story.total);
        EXPECT_EQ(by_share, story.total);
        EXPECT_EQ(by_node, story.total);
        EXPECT_EQ(story.total, sample.loss.all());
        EXPECT_LE(story.direct, story.total);
        with_loss += story.total > 0 ? 1 : 0;
        // Whatever happens, there are words for it, and what is begun is in order.
        for (const Language language : {Language::en, Language::ja}) {
            EXPECT_FALSE(sample.text(language, {60, true}).empty());
        }
        EXPECT_TRUE(std::is_sorted(story.entries.begin(), story.entries.end(),
                                   [](const StoryEntry& a, const StoryEntry& b) { return a.time < b.time; }));
    }
    EXPECT_GT(with_loss, 100);
}

TEST(Json, holds_the_whole_story_exactly) {
    const SampleStory sample = blackout();
    std::ostringstream text;
    write_story_as_json(text, sample.source(), sample.story(), 42, "abc");
    const auto json = nlohmann::json::parse(text.str());
    EXPECT_EQ(json["scenario"], 7);
    EXPECT_EQ(json["seed"], 42);
    EXPECT_EQ(json["input_digest"], "abc");
    EXPECT_EQ(json["loss"]["total"], 10 * 10'000 + 7 * 500'000);
    std::int64_t parts = 0;
    for (const auto& part : json["loss"]["parts"]) {
        parts += part["loss"].get<std::int64_t>();
    }
    EXPECT_EQ(parts, json["loss"]["total"]);
    EXPECT_EQ(json["reach"].size(), 2U);
    const auto down = std::find_if(json["entries"].begin(), json["entries"].end(), [](const auto& entry) {
        return entry["kind"] == "worse" && entry["node"] == "mobile";
    });
    ASSERT_NE(down, json["entries"].end());
    EXPECT_EQ((*down)["time"], 27 * hour);
    EXPECT_EQ((*down)["after"], Fixed::one_raw);
    EXPECT_EQ((*down)["reasons"][0]["supplier"], "power");
    EXPECT_EQ((*down)["reasons"][0]["store_used_up"], true);
    EXPECT_EQ((*down)["reasons"][1]["damage"], 0);
    const auto running = std::find_if(json["entries"].begin(), json["entries"].end(),
                                      [](const auto& entry) { return entry["kind"] == "store_running"; });
    ASSERT_NE(running, json["entries"].end());
    EXPECT_EQ((*running)["store"]["place"], 1);
    EXPECT_EQ((*running)["store"]["refilled_by"], nullptr);
    EXPECT_EQ((*running)["reasons"][0]["store_used_up"], false);
}

TEST(Html, stands_alone_and_escapes_what_it_shows) {
    SampleStory sample = blackout();
    sample.model.functions[FunctionId{2}].label = {"Homes <&> \"huts\"", "家庭"};
    const Words words(sample.model, sample.scenario, Language::en);
    const Story story = sample.story();
    const std::string html = story_as_html(sample.source(), story, tell_story(story, words, {}), words);
    EXPECT_THAT(html,
                AllOf(HasSubstr("<html lang=\"en\">"), HasSubstr("<svg "), HasSubstr("<title id=\"chart-title\">"),
                      HasSubstr("<desc id=\"chart-text\">"), HasSubstr("Homes &lt;&amp;&gt; &quot;huts&quot;")));
    EXPECT_THAT(html,
                AllOf(Not(HasSubstr("<&>")), Not(HasSubstr("src=")), Not(HasSubstr("href=")), Not(HasSubstr("nan"))));
    const Words japanese(sample.model, sample.scenario, Language::ja);
    EXPECT_THAT(story_as_html(sample.source(), story, tell_story(story, japanese, {}), japanese),
                AllOf(HasSubstr("<html lang=\"ja\">"), HasSubstr("新潟県")));
}

TEST(Words, print_times_and_sums_as_people_read_them) {
    const Model model;
    const Scenario scenario;
    const Words en(model, scenario, Language::en);
    const Words ja(model, scenario, Language::ja);
    EXPECT_EQ(en.duration(12 * hour / 60), "12 min");
    EXPECT_EQ(en.duration(71 * hour), "71.0 h");
    EXPECT_EQ(en.duration(132 * hour), "5.5 d");
    EXPECT_EQ(en.money(28'312'345'678), "28.3 GJPY");
    EXPECT_EQ(en.money(999'999), "1.00 MJPY");
    EXPECT_EQ(en.money_in_full(28'312'345'678), "28,312,345,678 JPY");
    EXPECT_EQ(ja.money(28'312'345'678), "283 億円");
    EXPECT_EQ(ja.money(9'999), "1.00 万円");
    EXPECT_EQ(en.percent_left(Fixed::from_raw(1)), "99 %");
    EXPECT_EQ(en.percent_left(Fixed::from_raw(Fixed::one_raw - 1)), "<1 %");
}

}  // namespace
}  // namespace hadome::test
