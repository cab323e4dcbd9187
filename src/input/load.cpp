#include "input/load.hpp"

#include "core/name_hash.hpp"
#include "input/dump.hpp"
#include "input/event_count.hpp"
#include "input/loss_range.hpp"
#include "input/model_builder.hpp"
#include "input/options_builder.hpp"
#include "model/expand.hpp"

namespace hadome {

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
    // Rules are expanded only when every table is good: else one slip would be told many times over.
    diagnostics.throw_if_any();
    input.model = expand(spec, diagnostics);
    check_loss_range(spec, input.model, input.options, diagnostics);
    if (diagnostics.empty()) {
        check_event_count(tables, input.model, input.options, diagnostics);
    }
    diagnostics.throw_if_any();
    input.resolved = dump_tables(tables);
    input.digest = digest_of(input.resolved);
    return input;
}

}  // namespace hadome
