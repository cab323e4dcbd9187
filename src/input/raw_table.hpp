#pragma once

#include <string>
#include <vector>

#include "core/diagnostics.hpp"
#include "input/value.hpp"

namespace hadome {

/// One row as written: only the keys that are there (an empty cell of a CSV file is not).
struct RawRow {
    SourcePosition where;
    std::vector<Member> members;
};

/// A table as written, from an array of TOML tables or a CSV file.
struct RawTable {
    enum class Layout { inline_rows, csv };
    Layout layout = Layout::inline_rows;
    SourcePosition where;
    std::vector<Member> columns;  ///< of a CSV file: the cells of its header
    std::vector<RawRow> rows;
};

}  // namespace hadome
