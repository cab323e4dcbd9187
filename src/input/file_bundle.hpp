#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/columns.hpp"

namespace hadome {

/// The files of one input, by path. Rank 0 reads from disk and remembers; its bundle is then sent to the other ranks,
/// which parse the same bytes and touch no disk.
class FileBundle {
public:
    enum class Mode { read_disk, sealed };
    explicit FileBundle(Mode mode = Mode::read_disk) : mode_{mode} {}
    /// Reads from disk. \param columns reads files of columns: their format is no matter of this room
    explicit FileBundle(ColumnReader columns) : mode_{Mode::read_disk}, column_reader_{std::move(columns)} {}

    /// The bytes of a file, or nothing (with the system's reason in `why`) when it cannot be read.
    std::optional<std::string> read(const std::string& path, std::string& why);

    /// Columns of a file that holds a table by columns; or nothing, with the reason in `why`, when it cannot be read.
    /// Of such a file the columns are remembered, not the bytes. \throws IoError when it holds something else
    std::optional<std::vector<Column>> read_columns(const std::string& path, const std::vector<std::string>& names,
                                                    std::string& why);

    std::string to_bytes() const;
    static FileBundle from_bytes(const std::string& bytes);
    /// A single file that lies in memory, such as the input kept in a results file.
    static FileBundle from_memory(const std::string& path, const std::string& bytes);

private:
    Mode mode_;
    ColumnReader column_reader_;
    std::map<std::string, std::string> files_;
    std::map<std::string, std::vector<Column>> columns_;
};

}  // namespace hadome
