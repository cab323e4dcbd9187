#pragma once

#include <optional>
#include <set>
#include <vector>

#include "core/diagnostics.hpp"
#include "input/tables.hpp"
#include "model/model.hpp"

namespace hadome {

/// Where functions stand and whose they are: what selectors ask of the model, and what no measure changes.
struct FunctionPlaces {
    explicit FunctionPlaces(const Model& model);

    IndexVector<FunctionId, std::set<RegionId>> regions;
    IndexVector<FunctionId, SectorId> sectors;
};

/// A row that is selected, wholly or for some of the regions in which it holds.
struct SelectedRow {
    std::size_t row = 0;
    std::vector<RegionId> only_in;  ///< those selected, when others are not; empty: all
    std::vector<RegionId> rest;     ///< then the others
};

/// Finds the rows of a table that the selectors of a measure_change name: the keys entries, where, sectors, functions,
/// regions, platforms. A row must agree with all that are given.
class RowSelection {
public:
    /// \param change a row of measure_change, its references resolved against `tables`
    RowSelection(const Tables& tables, const FunctionPlaces& places, const Entry& change, Diagnostics& diagnostics);

    /// Whether rows of the table can be told apart by the selectors that name a sector, function, region or platform.
    bool tells_apart(const TableSchema& schema) const;
    /// The table by whose rows those of `schema` are selected where they cannot be told apart themselves, and its key
    /// that refers to them: stores by dependencies, fragility classes by the functions that have them. Null: none.
    const TableSchema* users_of(const TableSchema& schema, std::string& key) const;

    /// Rows by sector, function, region and platform.
    std::vector<SelectedRow> by_place(const TableSchema& schema);
    /// Whether the row agrees with the selectors entries and where.
    bool by_content(const Entry& row) const;
    /// Says what is wrong with entries and where; false when anything is.
    bool check_content(const TableSchema& schema) const;

private:
    bool given(const std::string& key) const { return !change_.items(key).empty(); }
    bool in_functions(const Entry& row) const;
    bool in_sectors(const Entry& row) const;
    bool on_platforms(const Entry& row) const;
    std::optional<SelectedRow> in_regions(const Entry& row, std::size_t position);
    std::optional<SelectedRow> part_of(const Entry& row, std::size_t position, const std::set<RegionId>& all);

    const Tables& tables_;
    const FunctionPlaces& places_;
    const Entry& change_;
    Diagnostics& diagnostics_;
    std::set<FunctionId> functions_;
    std::set<SectorId> sectors_;
    std::set<RegionId> regions_;
    std::set<std::int32_t> platforms_;
    std::set<FunctionId> on_platforms_;  ///< functions on the selected platforms
    bool split_refused_ = false;
};

/// How a row is called in messages: by its id, or by what it refers to.
std::string row_words(const Entry& row);

}  // namespace hadome
