#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "core/bytes.hpp"
#include "core/number_set.hpp"
#include "results/row_source.hpp"

namespace hadome {

/// A file of rows and how much of it counts: what stands behind was written after the checkpoint that names it.
struct RowFile {
    std::string name;  ///< in the directory of the checkpoint
    std::int64_t bytes = 0;
    friend bool operator==(const RowFile&, const RowFile&) = default;
};

/// Blocks of scenarios (RowSource) that one rank has finished, put on the disk as they come: memory does not grow with
/// the number of scenarios. Records of one work item each, with a digest.
class RowLog {
public:
    static constexpr std::int64_t record_bytes = 32;  ///< of a record besides its block

    /// \throws IoError when the file cannot be made
    explicit RowLog(std::filesystem::path file);
    ~RowLog();
    RowLog(const RowLog&) = delete;
    RowLog& operator=(const RowLog&) = delete;

    /// Any thread. \throws IoError
    template <class Block>
    void add(const Block& rows) {
        ByteWriter bytes;
        bytes.put(rows.first);
        rows.write(bytes);
        add_record(bytes.take());
    }
    /// Hands all that was added to the system. \return how much that is \throws IoError
    RowFile write_out();
    /// Puts at least what was handed over on the disk. Once it or a write has failed, all fails: what stands in the
    /// file is not known any more. \throws IoError
    void sync();

private:
    void add_record(const std::string& bytes);
    void flush();

    std::filesystem::path path_;
    int file_ = -1;
    std::mutex mutex_;    ///< guards the rest
    std::string buffer_;  ///< not written yet
    std::int64_t bytes_ = 0;
    bool is_broken_ = false;
};

/// Reads several logs one after the other.
template <class Block>
class RowReader final : public RowSource<Block> {
public:
    /// Looks through all records. \throws IoError when one is damaged or missing
    RowReader(const std::filesystem::path& directory, const std::vector<RowFile>& files);

    std::vector<Block> next(std::int64_t most_bytes) override;
    void rewind() override;
    std::int64_t scenarios() const override { return seen_.size(); }
    /// Which they are.
    const NumberSet& seen() const { return seen_; }

private:
    struct File {
        std::filesystem::path path;
        std::int64_t bytes = 0;
    };
    /// The record at the present place, which moves on; none at the end of all files. \throws IoError
    std::optional<Block> read_record();
    void open(std::size_t file);

    std::vector<File> files_;
    NumberSet seen_;
    std::size_t file_ = 0;  ///< read at present
    std::ifstream in_;
    std::int64_t at_ = 0;
    std::string bytes_;  ///< of a record
};

}  // namespace hadome
