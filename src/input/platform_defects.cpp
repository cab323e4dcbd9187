#include "input/model_builder.hpp"

namespace hadome {

void build_platform_defects(const Tables& tables, ModelSpec& spec, Diagnostics& diagnostics) {
    for (const Entry& row : tables.rows("platform_defect")) {
        PlatformDefect defect;
        defect.name = row.text("id");
        defect.label = read_label(row);
        defect.platform = row.reference<PlatformId>("platform");
        defect.rate = row.number("rate");
        defect.shape = read_shape(row);
        defect.share = row.number("share");
        defect.damage = read_damage(row, diagnostics);
        spec.platform_defects.push_back(std::move(defect));
    }
}

}  // namespace hadome
