#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <variant>
#include <vector>

namespace hadome {

/// A column of a table that a file holds column by column, whatever the format.
struct Column {
    std::string name;
    std::variant<std::vector<std::int64_t>, std::vector<double>, std::vector<std::string>> values;

    std::size_t size() const;
    friend bool operator==(const Column&, const Column&) = default;
};

/// Of the columns named those that the bytes of a file hold. \param path of the file, for messages
/// \throws IoError with the reason when they cannot be read
using ColumnReader = std::function<std::vector<Column>(const std::string& path, const std::string& bytes,
                                                       const std::vector<std::string>& names)>;

/// For messages between processes of one run.
std::string to_bytes(const std::vector<Column>& columns);
/// \throws IoError when the bytes are not those of columns
std::vector<Column> columns_from_bytes(const std::string& bytes);

}  // namespace hadome
