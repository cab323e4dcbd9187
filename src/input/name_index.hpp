#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/diagnostics.hpp"
#include "input/tables.hpp"

namespace hadome {

/// The entries of all tables by name.
class NameIndex {
public:
    /// Adds a diagnostic where an id stands twice in a table whose rows have one each.
    NameIndex(const Tables& tables, Diagnostics& diagnostics);

    /// Position of an entry: of its row, or of its first row among the entries where several rows make one. -1 and a
    /// diagnostic that begins with `key` when there is none.
    std::int32_t find(const std::string& table, const std::string& name, const std::string& key,
                      const SourcePosition& where, Diagnostics& diagnostics) const;

private:
    struct Names {
        std::map<std::string, std::int32_t> positions;
        bool complete = true;  ///< else a missing name is no news
    };
    std::map<std::string, Names> tables_;
};

/// Turns the references of all rows into positions, and gives the rows of one entry their shared keys.
NameIndex resolve_names(Tables& tables, Diagnostics& diagnostics);

}  // namespace hadome
