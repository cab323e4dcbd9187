#include "input/load.hpp"

#include <map>
#include <set>

#include "core/name_hash.hpp"
#include "input/dump.hpp"
#include "input/event_count.hpp"
#include "input/loss_range.hpp"
#include "input/model_builder.hpp"
#include "input/options_builder.hpp"
#include "model/expand.hpp"

namespace hadome {
namespace {

/// The part of the specification that is made of a table. What is wrong with no table in particular (an unknown one, a
/// file that cannot be read) may be wrong with any.
SpecPart part_of(const std::string& table) {
    static const std::map<std::string, SpecPart> parts{
        {"", SpecPart::places},
        {"model", SpecPart::places},
        {"sector", SpecPart::places},
        {"area", SpecPart::places},
        {"region", SpecPart::places},
        {"calendar", SpecPart::places},
        {"function", SpecPart::places},
        {"dependency", SpecPart::network},
        {"store", SpecPart::network},
        {"crew_pool", SpecPart::crews},
        {"unintended", SpecPart::causes},
        {"platform", SpecPart::platforms},
        {"platform_use", SpecPart::platforms},
        {"worm", SpecPart::platforms},
        {"sharing", SpecPart::platforms},
        {"campaign", SpecPart::campaigns},
        {"cyber_target", SpecPart::campaigns},
        {"cyber_link", SpecPart::campaigns},
        {"fragility", SpecPart::fragilities},
        {"function_fragility", SpecPart::fragilities},
        {"event", SpecPart::given_events},
    };
    const auto known = parts.find(table);
    return known != parts.end() ? known->second : SpecPart::rest;
}

/// Rules are expanded as far as the tables that they rest on are good: else one slip would be told many times over.
SpecParts parts_without(const std::set<std::string>& faulty_tables) {
    SpecParts parts;
    for (const std::string& table : faulty_tables) {
        parts.leave_out(part_of(table));
    }
    return parts;
}

}  // namespace

LoadedInput load_input(const std::string& run_file, FileBundle& files, const Overrides& overrides) {
    Diagnostics diagnostics;
    Tables tables = read_tables(run_file, files, diagnostics);
    if (!tables.has("run")) {
        diagnostics.throw_if_any();
    }
    LoadedInput input;
    input.options = build_options(tables, overrides, diagnostics);
    if (!tables.has("model")) {
        diagnostics.throw_if_any();
    }
    const NameIndex names = resolve_names(tables, diagnostics);
    const ModelSpec spec = build_model(tables, names, diagnostics);
    const std::set<std::string> faulty = diagnostics.subjects();
    const SpecParts good = parts_without(faulty);
    input.model = expand(spec, diagnostics, good);
    if (good.has(SpecPart::places) && !faulty.contains("run") && !faulty.contains("attribution")) {
        check_loss_range(spec, input.model, input.options, diagnostics);
    }
    if (diagnostics.empty()) {
        check_event_count(tables, input.model, input.options, diagnostics);
    }
    diagnostics.throw_if_any();
    input.resolved = dump_tables(tables);
    input.digest = digest_of(input.resolved);
    return input;
}

}  // namespace hadome
