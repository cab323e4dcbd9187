#include "input/options_builder.hpp"

namespace hadome {
namespace {

void override_key(Entry& run, const std::string& key, std::int64_t value, Diagnostics& diagnostics) {
    if (value < 0) {
        return;
    }
    const Field& field = run.schema().fields[run.schema().position(key)];
    if (!field.bounds.contain(static_cast<double>(value))) {
        diagnostics.add({"--" + key, 0, 0}, std::to_string(value) + " is out of range",
                        "it must be " + field.bounds.words(), "give another figure");
        return;
    }
    run.datum(key).integer = value;
}

std::vector<double> read_tail_levels(const Entry& run, Diagnostics& diagnostics) {
    std::vector<double> levels;
    if (run.items("tail_levels").empty() && run.sound()) {
        diagnostics.add(run.where("tail_levels"), "tail_levels is empty", "VaR and TVaR need a level",
                        "write tail_levels = [0.99], or leave the key out");
    }
    for (const Item& item : run.items("tail_levels")) {
        if (!levels.empty() && item.number <= levels.back()) {
            diagnostics.add(item.where, "tail_levels do not rise",
                            format_number(item.number) + " follows " + format_number(levels.back()),
                            "write each level once, in rising order");
        }
        levels.push_back(item.number);
    }
    return levels;
}

/// \param cap simulated time at which a scenario is cut off; 0: unknown
std::vector<Tick> read_observe_times(const Entry& observe, Tick cap, Diagnostics& diagnostics) {
    std::vector<Tick> times;
    for (const Item& item : observe.items("times")) {
        const Tick time = ticks_from_hours(item.number);
        if (!times.empty() && time <= times.back()) {
            diagnostics.add(item.where, "times do not rise",
                            format_quantity(item.number, Dimension::duration) + " follows " +
                                format_quantity(hours_from_ticks(times.back()), Dimension::duration),
                            "write each time once, in rising order");
        }
        if (cap > 0 && time > cap) {
            diagnostics.add(
                item.where,
                "times: " + format_quantity(item.number, Dimension::duration) + " is after the end of the simulation",
                "scenarios are cut off at " + format_quantity(hours_from_ticks(cap), Dimension::duration),
                "observe earlier, or lengthen horizon or run_off");
        }
        times.push_back(time);
    }
    return times;
}

}  // namespace

RunOptions build_options(Tables& tables, const Overrides& overrides, Diagnostics& diagnostics) {
    const Diagnostics::About about(diagnostics, "run");
    Entry& run = tables.single("run");
    override_key(run, "scenarios", overrides.scenarios, diagnostics);
    override_key(run, "seed", overrides.seed, diagnostics);
    const Entry& ranking = tables.single("ranking");
    const Entry& output = tables.single("output");

    RunOptions options;
    options.title = run.text("title");
    if (options.title.empty() && tables.has("model")) {
        options.title = tables.single("model").text("title");
    }
    options.scenarios = run.integer("scenarios");
    options.seed = static_cast<std::uint64_t>(run.integer("seed"));
    options.horizon = ticks_from_hours(run.number("horizon"));
    options.tail = run.choice<Tail>("tail");
    options.run_off = ticks_from_hours(run.number("run_off"));
    options.starts = run.integer("starts");
    options.drawn.fill(false);
    for (const ThreatClass threat : run.choices<ThreatClass>("threats")) {
        options.drawn[static_cast<std::size_t>(threat)] = true;
    }
    options.work_limit = run.integer("work_limit");
    options.observe_times = read_observe_times(tables.single("observe"), options.cap(), diagnostics);
    options.tail_levels = read_tail_levels(run, diagnostics);
    options.candidates = ranking.choice<Candidates>("candidates");
    options.ranking_tail_level = ranking.number("tail");
    options.ranking_top = static_cast<std::int32_t>(ranking.integer("top"));
    options.discount_rate = ranking.number("discount_rate");
    options.attribution = tables.single("attribution").choice<Attribution>("threats");
    options.scenario_table = output.choice<ScenarioTable>("scenario_table");
    options.embed_input = output.integer("embed_input") != 0;
    return options;
}

}  // namespace hadome
