#include <string_view>

#include "input/model_builder.hpp"
#include "input/nearest.hpp"
#include "input/text_list.hpp"

namespace hadome {
namespace {

const std::vector<std::string> scopes{"same", "area", "nearest", "all", "named:Region;Region"};
constexpr std::string_view named_prefix = "named:";

/// `same`, `area`, `nearest`, `all`, or `named:` and regions.
void read_scope(Entry& row, const NameIndex& names, DependencySpec& rule, Diagnostics& diagnostics) {
    const std::string& text = row.text("scope");
    for (const Scope scope : {Scope::same, Scope::area, Scope::nearest, Scope::all}) {
        if (text == name_of(scope)) {
            rule.scope = scope;
            return;
        }
    }
    if (!text.starts_with(named_prefix)) {
        diagnostics.add(row.where("scope"), "scope: unknown word '" + text + "'", "it is one of: " + join_words(scopes),
                        spelling_remedy(text, scopes));
        row.mark_unsound();
        return;
    }
    rule.scope = Scope::named;
    const std::vector<std::string> regions = split_text(std::string_view(text).substr(named_prefix.size()), ';');
    if (regions.empty()) {
        diagnostics.add(row.where("scope"), "scope: 'named:' names no region",
                        "suppliers are sought in the named regions", "write it like named:Tokyo;Osaka");
        row.mark_unsound();
    }
    for (const std::string& region : regions) {
        const RegionId id{names.find("region", region, "scope", row.where("scope"), diagnostics)};
        if (id.valid()) {
            rule.named.push_back(id);
        } else {
            row.mark_unsound();
        }
    }
}

Buffer read_buffer(const Entry& row) {
    Buffer buffer;
    buffer.capacity = ticks_from_hours(row.number("buffer"));
    buffer.refill = ticks_from_hours(row.number("refill"));
    if (buffer.capacity > 0) {
        buffer.kind = row.text("buffer_kind") == "per_site" ? Buffer::Kind::per_site : Buffer::Kind::pooled;
    }
    return buffer;
}

/// Needed by `k_of_n`, and out of place elsewhere.
std::int32_t read_k(const Entry& row, Diagnostics& diagnostics) {
    const bool needed = row.choice<Combine>("combine") == Combine::k_of_n;
    if (needed != row.has("k") && row.sound()) {
        diagnostics.add(row.where("k"), needed ? "k is missing" : "k without k_of_n",
                        "combine = \"k_of_n\" asks for k good suppliers, and no other way of combining does",
                        needed ? "give k, a whole number from 1" : "write combine = \"k_of_n\", or leave k out");
    }
    return needed && row.has("k") ? static_cast<std::int32_t>(row.integer("k")) : 0;
}

}  // namespace

void build_dependencies(Tables& tables, const NameIndex& names, ModelSpec& spec, Diagnostics& diagnostics) {
    for (Entry& row : tables.rows("dependency")) {
        DependencySpec rule;
        rule.consumer = row.reference<FunctionId>("consumer");
        rule.supplier = row.reference<FunctionId>("supplier");
        rule.group = row.text("group");
        read_scope(row, names, rule, diagnostics);
        rule.only_in = row.references<RegionId>("only_in");
        rule.combine = row.choice<Combine>("combine");
        rule.k = read_k(row, diagnostics);
        rule.theta = row.number("theta");
        rule.strength = row.number("strength");
        if (row.has("share")) {
            rule.share = row.number("share");
        }
        // A rule's share is always divided, so its choices begin at `equal`.
        rule.weight = static_cast<Split>(row.integer("weight") + static_cast<std::int64_t>(Split::equal));
        rule.lag = row.number("lag");
        rule.buffer = read_buffer(row);
        rule.where = row.where();
        spec.dependencies.push_back(std::move(rule));
    }
}

}  // namespace hadome
