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

}  // namespace

RunOptions build_options(Tables& tables, const Overrides& overrides, Diagnostics& diagnostics) {
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
    options.run_off = ticks_from_hours(run.number("run_off"));
    options.tail_levels = read_tail_levels(run, diagnostics);
    options.candidates = ranking.choice<Candidates>("candidates");
    options.ranking_tail_level = ranking.number("tail");
    options.scenario_table = output.choice<ScenarioTable>("scenario_table");
    options.embed_input = output.integer("embed_input") != 0;
    return options;
}

}  // namespace hadome
