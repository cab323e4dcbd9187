#include <algorithm>

#include "input/model_builder.hpp"

namespace hadome {
namespace {

/// The keys refill, refilled_by, refill_scope, refill_priority and start_failure.
void read_refill(Entry& row, const NameIndex& names, StoreSpec& store, Diagnostics& diagnostics) {
    store.refill = ticks_from_hours(row.number("refill"));
    store.refilled_by = row.reference<FunctionId>("refilled_by");
    read_scope(row, "refill_scope", names, store.refill_scope, store.refill_named, diagnostics);
    store.refill_priority = static_cast<std::int32_t>(row.integer("refill_priority"));
    store.start_failure = row.number("start_failure");
    if (row.has("refilled_by") && store.refill == 0 && row.sound()) {
        diagnostics.add(row.where("refilled_by"), "refilled_by without a time of refill",
                        "refill says how long the whole supply of '" + row.text("refilled_by") +
                            "' takes to fill the store, and at once is no rate",
                        "give refill, for example \"12 h\"");
    }
    if (!row.has("refilled_by") && store.refill_scope != Scope::same) {
        diagnostics.add(row.where("refill_scope"), "refill_scope without refilled_by",
                        "it says which nodes of that function fill the store", "give refilled_by, or leave it out");
    }
    if (!row.has("refilled_by") && row.has("refill_priority")) {
        diagnostics.add(row.where("refill_priority"), "refill_priority without refilled_by",
                        "it is the class of the store among those that this function fills",
                        "give refilled_by, or leave it out");
    }
}

/// The keys of the short form that say how its store is filled and started, where they are not what they would be
/// anyway.
std::vector<std::string> given_refill_keys(const Entry& row) {
    std::vector<std::string> given;
    const auto add_if = [&](bool stands, const char* key) {
        if (stands) {
            given.emplace_back(key);
        }
    };
    add_if(row.has("refilled_by"), "refilled_by");
    add_if(row.number("refill") > 0.0, "refill");
    add_if(row.text("refill_scope") != name_of(Scope::same), "refill_scope");
    add_if(row.has("refill_priority"), "refill_priority");
    add_if(row.number("start_failure") > 0.0, "start_failure");
    return given;
}

void refuse_short_form(const Entry& row, Diagnostics& diagnostics) {
    std::vector<std::string> given = given_refill_keys(row);
    if (row.number("buffer") > 0.0) {
        given.emplace_back("buffer");
    }
    for (const std::string& key : given) {
        diagnostics.add(row.where(key), key + " beside stores",
                        "the table 'store' says how large they are and how they are filled and started",
                        "take one of the two out");
    }
}

/// Nothing to fill, to start, or to stand at many sites: one slip, however many keys it leaves without effect.
void refuse_without_buffer(const Entry& row, Diagnostics& diagnostics) {
    std::vector<std::string> given = given_refill_keys(row);
    if (row.text("buffer_kind") == "per_site") {
        given.emplace_back("buffer_kind");
    }
    if (!given.empty()) {
        const std::string& key = given.front();
        diagnostics.add(row.where(key), (key == "buffer_kind" ? "buffer_kind per_site" : key) + " without a buffer",
                        "there is no store", "give buffer, or leave it out");
    }
}

}  // namespace

std::vector<StoreSpec> read_store_table(Tables& tables, const NameIndex& names, Diagnostics& diagnostics) {
    std::vector<StoreSpec> stores;
    for (Entry& row : tables.rows("store")) {
        StoreSpec store;
        store.name = row.text("id");
        store.capacity = std::max(Tick{1}, ticks_from_hours(row.number("capacity")));
        read_refill(row, names, store, diagnostics);
        stores.push_back(std::move(store));
    }
    return stores;
}

void read_rule_stores(Entry& row, const std::vector<StoreSpec>& table, const NameIndex& names, DependencySpec& rule,
                      Diagnostics& diagnostics) {
    if (!row.items("stores").empty()) {
        refuse_short_form(row, diagnostics);
        for (const Item& item : row.items("stores")) {
            if (item.reference >= 0) {
                rule.stores.push_back(table[static_cast<std::size_t>(item.reference)]);
            }
        }
    } else {
        StoreSpec store;
        store.capacity = ticks_from_hours(row.number("buffer"));
        if (store.capacity > 0) {
            read_refill(row, names, store, diagnostics);
            rule.stores.push_back(std::move(store));
        } else {
            refuse_without_buffer(row, diagnostics);
        }
    }
    rule.per_site = row.text("buffer_kind") == "per_site" && !rule.stores.empty();
    for (const StoreSpec& store : rule.stores) {
        if (rule.per_site && (store.refill > 0 || store.refilled_by.valid())) {
            diagnostics.add(row.where("buffer_kind"),
                            "buffer_kind per_site with a store that takes time to fill" +
                                (store.name.empty() ? "" : ", '" + store.name + "'"),
                            "what each of many sites holds is not followed: their stores are full once supply is whole",
                            "write buffer_kind = \"pooled\", or leave refill and refilled_by out");
        }
    }
}

}  // namespace hadome
