#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <string>
#include <vector>

#include "core/bytes.hpp"
#include "core/number_set.hpp"
#include "results/scenario_table.hpp"

namespace hadome {

/// A file of rows and how much of it counts: what stands behind was written after the checkpoint that names it.
struct RowFile {
    std::string name;  ///< in the directory of the checkpoint
    std::int64_t bytes = 0;
    friend bool operator==(const RowFile&, const RowFile&) = default;
};

/// Rows of the scenario table that one rank has finished, put on the disk as they come: memory does not grow with the
/// number of scenarios. Records of one work item each, with a digest.
class RowLog {
public:
    /// \throws IoError when the file cannot be made
    explicit RowLog(std::filesystem::path file);
    ~RowLog();
    RowLog(const RowLog&) = delete;
    RowLog& operator=(const RowLog&) = delete;

    /// Any thread. \throws IoError
    void add(const ScenarioBlock& rows);
    /// Puts all that was added on the disk. \throws IoError
    RowFile sync();

private:
    void flush();

    std::filesystem::path path_;
    int file_ = -1;
    std::mutex mutex_;    ///< guards the rest
    std::string buffer_;  ///< not written yet
    std::int64_t bytes_ = 0;
};

/// Reads the rows of several logs by rising scenario, a part at a time.
class RowReader final : public RowSource {
public:
    /// Looks through all records. \throws IoError when one is damaged or missing
    RowReader(const std::filesystem::path& directory, const std::vector<RowFile>& files);

    std::vector<ScenarioBlock> next(std::int64_t most_bytes) override;
    std::int64_t scenarios() const override { return scenarios_; }

private:
    struct Record {
        NumberRange scenarios;
        std::int64_t at = 0;  ///< in its file
        std::int64_t bytes = 0;
        std::uint64_t digest = 0;
        std::size_t file = 0;
    };
    void look_through(std::size_t file, std::int64_t end);
    /// \throws IoError when it is damaged
    ScenarioBlock block_of(const Record& record);

    std::vector<std::filesystem::path> paths_;
    std::vector<std::ifstream> files_;
    std::vector<Record> records_;
    std::size_t next_ = 0;
    std::int64_t scenarios_ = 0;
};

}  // namespace hadome
