#include "input/model_builder.hpp"

namespace hadome {

void build_unintended(const Tables& tables, ModelSpec& spec, Diagnostics& diagnostics) {
    for (const Entry& row : tables.rows("unintended")) {
        UnintendedSpec unintended;
        unintended.source.name = row.text("id");
        unintended.source.function = row.reference<FunctionId>("function");
        unintended.source.cause = row.text("cause");
        unintended.source.shape = read_shape(row);
        unintended.source.damage = read_damage(row, diagnostics);
        unintended.rate = row.number("rate");
        unintended.rate_split = row.choice<Split>("rate_split");
        unintended.where = row.where();
        spec.unintended.push_back(std::move(unintended));
    }
}

}  // namespace hadome
