#pragma once

#include "core/diagnostics.hpp"
#include "input/name_index.hpp"
#include "input/tables.hpp"
#include "model/spec.hpp"

namespace hadome {

/// Makes the model's specification from tables whose names are resolved, with the checks that look at several keys or
/// rows at once. Values that are only known here (a region's position when nothing asks for it) are filled into
/// the tables, so that the dump shows them.
ModelSpec build_model(Tables& tables, const NameIndex& names, Diagnostics& diagnostics);

/// Where the figures of all rows come from.
std::vector<Basis> bases_of(const Tables& tables);

/// The parts, by the tables they read.
void build_places(Tables& tables, ModelSpec& spec, Diagnostics& diagnostics);
void build_calendars(const Tables& tables, ModelSpec& spec, Diagnostics& diagnostics);
void build_functions(Tables& tables, const NameIndex& names, ModelSpec& spec, Diagnostics& diagnostics);
void build_dependencies(Tables& tables, const NameIndex& names, ModelSpec& spec, Diagnostics& diagnostics);
void build_crew_pools(const Tables& tables, ModelSpec& spec, Diagnostics& diagnostics);
void build_seasons(const Tables& tables, ModelSpec& spec, Diagnostics& diagnostics);
void build_couplings(const Tables& tables, ModelSpec& spec, Diagnostics& diagnostics);
void build_unintended(const Tables& tables, ModelSpec& spec, Diagnostics& diagnostics);
void build_platforms(const Tables& tables, ModelSpec& spec, Diagnostics& diagnostics);
void build_platform_defects(const Tables& tables, ModelSpec& spec, Diagnostics& diagnostics);
void build_worms(const Tables& tables, ModelSpec& spec, Diagnostics& diagnostics);
void build_campaigns(Tables& tables, const NameIndex& names, ModelSpec& spec, Diagnostics& diagnostics);
void build_sharing(const Tables& tables, ModelSpec& spec, Diagnostics& diagnostics);
void build_earthquakes(const Tables& tables, ModelSpec& spec, Diagnostics& diagnostics);
void build_aftershocks(const Tables& tables, ModelSpec& spec, Diagnostics& diagnostics);
void build_tsunamis(const Tables& tables, ModelSpec& spec, Diagnostics& diagnostics);
/// Storms and the plains that they flood.
void build_storms(const Tables& tables, ModelSpec& spec, Diagnostics& diagnostics);
void build_event_sets(const Tables& tables, ModelSpec& spec, Diagnostics& diagnostics);
void build_fragilities(const Tables& tables, ModelSpec& spec, Diagnostics& diagnostics);
void build_given_events(Tables& tables, ModelSpec& spec, Diagnostics& diagnostics);

Label read_label(const Entry& entry);
/// The keys damage, capacity_left, detection, restoration, staircase, curve_steps.
DamageProfile read_damage(const Entry& entry, Diagnostics& diagnostics);
/// The keys season, rate_cv.
RateShape read_shape(const Entry& entry);
/// The key only_in. \param function whose row it is: a region without a node of it is a slip of the pen
OnlyIn read_only_in(const Entry& row, FunctionId function, const ModelSpec& spec, Diagnostics& diagnostics);
/// `same`, `area`, `nearest`, `all`, or `named:` and regions.
void read_scope(Entry& row, const std::string& key, const NameIndex& names, Scope& scope, std::vector<RegionId>& named,
                Diagnostics& diagnostics);
/// The stores of the table `store`, by position.
std::vector<StoreSpec> read_store_table(Tables& tables, const NameIndex& names, Diagnostics& diagnostics);
/// The stores of a rule: named ones, or one in the short form.
void read_rule_stores(Entry& row, const std::vector<StoreSpec>& table, const NameIndex& names, DependencySpec& rule,
                      Diagnostics& diagnostics);

/// Says where the second of two rows with the same values of `keys` stands.
void refuse_twins(const Tables& tables, const std::string& table, const std::vector<std::string>& keys,
                  Diagnostics& diagnostics);

}  // namespace hadome
