#include <algorithm>

#include "input/model_builder.hpp"

namespace hadome {
namespace {

/// The keys refill, refilled_by, refill_scope and start_failure.
void read_refill(Entry& row, const NameIndex& names, StoreSpec& store, Diagnostics& diagnostics) {
    store.refill = ticks_from_hours(row.number("refill"));
    store.refilled_by = row.reference<FunctionId>("refilled_by");
    read_scope(row, "refill_scope", names, store.refill_scope, store.refill_named, diagnostics);
    store.start_failure = row.number("start_failure");
    if (row.has("refilled_by") && store.refill == 0 && row.sound()) {
        diagnostics.add(row.where("refilled_by"), "refilled_by without refill",
                        "refill says how long the whole supply of '" + row.text("refilled_by") +
                            "' takes to fill the store, and at once is no rate",
                        "give refill a time");
    }
    if (!row.has("refilled_by") && store.refill_scope != Scope::same) {
        diagnostics.add(row.where("refill_scope"), "refill_scope without refilled_by",
                        "it says which nodes of that function fill the store", "give refilled_by, or leave it out");
    }
}

void refuse_short_form(const Entry& row, Diagnostics& diagnostics) {
    for (const char* key : {"buffer", "refill", "start_failure"}) {
        if (row.number(key) > 0.0) {
            diagnostics.add(row.where(key), std::string(key) + " beside stores",
                            "the table 'store' says how large they are and how they are filled and started",
                            "take one of the two out");
        }
    }
    if (row.has("refilled_by")) {
        diagnostics.add(row.where("refilled_by"), "refilled_by beside stores",
                        "the table 'store' says how large they are and how they are filled and started",
                        "take one of the two out");
    }
}

/// Nothing to fill or to start.
void refuse_without_buffer(const Entry& row, Diagnostics& diagnostics) {
    const char* key = row.has("refilled_by") ? "refilled_by" : row.number("start_failure") > 0.0 ? "start_failure" : "";
    if (*key != '\0') {
        diagnostics.add(row.where(key), std::string(key) + " without a buffer", "there is no store",
                        "give buffer, or leave it out");
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
        read_refill(row, names, store, diagnostics);
        if (store.capacity > 0) {
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
