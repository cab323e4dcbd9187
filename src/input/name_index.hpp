#pragma once

#include <map>
#include <string>

#include "core/diagnostics.hpp"
#include "input/tables.hpp"

namespace hadome {

/// Entries of one table by name: positions count names in order of first appearance.
class NameIndex {
public:
    /// Adds a diagnostic where a name stands twice in a table whose rows have one each.
    NameIndex(const std::vector<Entry>& rows, const TableSchema& schema, Diagnostics& diagnostics);

    /// -1 when there is none.
    std::int32_t find(const std::string& name) const;
    std::vector<std::string> names() const;

private:
    std::map<std::string, std::int32_t> positions_;
};

/// Turns names into positions: finds duplicate and dangling ids, gives the rows of one entry their shared keys.
void resolve_names(Tables& tables, Diagnostics& diagnostics);

}  // namespace hadome
