#include <string_view>

#include "input/model_builder.hpp"
#include "input/nearest.hpp"
#include "input/text_list.hpp"

namespace hadome {
namespace {

const std::vector<std::string> scopes{"same", "area", "nearest", "all", "named:Region;Region"};
constexpr std::string_view named_prefix = "named:";

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

/// A good supplier is one of `k_of_n`.
double read_theta(const Entry& row, Diagnostics& diagnostics) {
    const double theta = row.number("theta");
    if (theta != 1.0 && row.choice<Combine>("combine") != Combine::k_of_n && row.sound()) {
        diagnostics.add(row.where("theta"), "theta without k_of_n",
                        "it says from which operability on a supplier is one of the k good ones",
                        "write combine = \"k_of_n\", or leave theta out");
    }
    return theta;
}

/// What repair works with is felt at once and stored by nobody.
void read_role(const Entry& row, DependencySpec& rule, Diagnostics& diagnostics) {
    rule.role = row.choice<GroupRole>("role");
    const bool repairs = rule.role == GroupRole::repair;
    if (!repairs && row.has("repairs") && row.sound()) {
        diagnostics.add(row.where("repairs"), "repairs without role = \"repair\"",
                        "it says which kinds of damage are mended with the supply",
                        "write role = \"repair\", or leave repairs out");
    } else if (repairs && row.has("repairs") && row.items("repairs").empty() && row.sound()) {
        diagnostics.add(row.where("repairs"), "repairs is empty", "the rule would be for no damage",
                        "name a kind of damage, or leave repairs out for all");
    }
    for (int kind = 0; repairs && kind < damage_kind_count; ++kind) {
        rule.repairs |= row.has("repairs") ? 0U : 1U << static_cast<unsigned>(kind);
    }
    for (const DamageKind kind : row.choices<DamageKind>("repairs")) {
        rule.repairs |= repairs ? 1U << static_cast<unsigned>(kind) : 0U;
    }
    if (repairs && (rule.lag > 0.0 || !rule.stores.empty())) {
        const std::string key = rule.lag > 0.0 ? "lag" : row.items("stores").empty() ? "buffer" : "stores";
        diagnostics.add(row.where(key), key + " of a dependency of repair",
                        "the speed of repair follows the supply at once, without stores",
                        "leave it out, or write role = \"operation\"");
    }
}

/// A function may supply both what a node works with and what its repair needs: two groups, two names.
void name_group(Entry& row) {
    Datum& group = row.datum("group");
    if (group.state == Datum::State::filled && row.choice<GroupRole>("role") == GroupRole::repair) {
        group.text += ".repair";
    }
}

}  // namespace

void read_scope(Entry& row, const std::string& key, const NameIndex& names, Scope& scope, std::vector<RegionId>& named,
                Diagnostics& diagnostics) {
    const std::string& text = row.text(key);
    for (const Scope word : {Scope::same, Scope::area, Scope::nearest, Scope::all}) {
        if (text == name_of(word)) {
            scope = word;
            return;
        }
    }
    if (!text.starts_with(named_prefix)) {
        diagnostics.add(row.where(key), key + ": unknown word '" + text + "'", "it is one of: " + join_words(scopes),
                        spelling_remedy(text, scopes));
        row.mark_unsound();
        return;
    }
    scope = Scope::named;
    const std::vector<std::string> regions = split_text(std::string_view(text).substr(named_prefix.size()), ';');
    if (regions.empty()) {
        diagnostics.add(row.where(key), key + ": 'named:' names no region", "suppliers are sought in the named regions",
                        "write it like named:Tokyo;Osaka");
        row.mark_unsound();
    }
    for (const std::string& region : regions) {
        const RegionId id{names.find("region", region, key, row.where(key), diagnostics)};
        if (id.valid()) {
            named.push_back(id);
        } else {
            row.mark_unsound();
        }
    }
}

void build_dependencies(Tables& tables, const NameIndex& names, ModelSpec& spec, Diagnostics& diagnostics) {
    const std::vector<StoreSpec> stores = read_store_table(tables, names, diagnostics);
    for (Entry& row : tables.rows("dependency")) {
        DependencySpec rule;
        rule.consumer = row.reference<FunctionId>("consumer");
        rule.supplier = row.reference<FunctionId>("supplier");
        name_group(row);
        rule.group = row.text("group");
        read_scope(row, "scope", names, rule.scope, rule.named, diagnostics);
        rule.only_in = row.references<RegionId>("only_in");
        rule.combine = row.choice<Combine>("combine");
        rule.k = read_k(row, diagnostics);
        rule.theta = read_theta(row, diagnostics);
        rule.strength = row.number("strength");
        if (row.has("share")) {
            rule.share = row.number("share");
        }
        // A rule's share is always divided, so its choices begin at `equal`.
        rule.weight = static_cast<Split>(row.integer("weight") + static_cast<std::int64_t>(Split::equal));
        rule.lag = row.number("lag");
        read_rule_stores(row, stores, names, rule, diagnostics);
        read_role(row, rule, diagnostics);
        rule.priority = static_cast<std::int32_t>(row.integer("priority"));
        rule.where = row.where();
        spec.dependencies.push_back(std::move(rule));
    }
}

}  // namespace hadome
