#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/diagnostics.hpp"
#include "input/entry.hpp"
#include "input/file_bundle.hpp"

namespace hadome {

/// Everything that an input says, by table: read and checked, not yet understood.
class Tables {
public:
    /// Rows of a table; none when the input has no such table.
    std::vector<Entry>& rows(const std::string& table) { return rows_[table]; }
    const std::vector<Entry>& rows(const std::string& table) const {
        static const std::vector<Entry> none;
        const auto found = rows_.find(table);
        return found == rows_.end() ? none : found->second;
    }
    /// Whether the input, or the file that should hold it, could be read.
    bool has(const std::string& table) const { return rows_.contains(table); }
    /// The only row of a table that stands once.
    Entry& single(const std::string& table) { return rows_.at(table).front(); }
    const Entry& single(const std::string& table) const { return rows_.at(table).front(); }

    /// A table whose file could not be read: references to it are not judged.
    void mark_incomplete(const std::string& table) { incomplete_.insert(table); }
    bool complete(const std::string& table) const { return !incomplete_.contains(table); }

    std::string model_file;  ///< where the model's tables stand, for messages

private:
    std::map<std::string, std::vector<Entry>> rows_;
    std::set<std::string> incomplete_;
};

/// Reads a run file, the model it names, and the CSV files the model names.
Tables read_tables(const std::string& run_file, FileBundle& files, Diagnostics& diagnostics);

}  // namespace hadome
