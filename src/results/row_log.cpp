#include "results/row_log.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <limits>
#include <utility>

#include "core/check.hpp"
#include "core/name_hash.hpp"

namespace hadome {
namespace {

constexpr std::size_t buffer_bytes = std::size_t{1} << 20;

/// Before each record.
struct RecordHead {
    std::uint64_t mark = 0;
    std::int64_t bytes = 0;  ///< that follow: the number of the first scenario, and the rows
    std::uint64_t digest = 0;
};
constexpr std::uint64_t record_mark = 0x31'53'57'4f'52'44'48ULL;  // "HDROWS1"

[[noreturn]] void fail(const std::filesystem::path& path, const char* doing) {
    throw IoError(path.string() + ": cannot " + doing + "; " + std::strerror(errno) +
                  "; free space or choose another file system, then `hadome resume` goes on");
}

[[noreturn]] void fail_damaged(const std::filesystem::path& path, std::int64_t at) {
    throw IoError(path.string() + ": damaged at byte " + std::to_string(at) +
                  "; a record of rows is not what was written; go on from an older checkpoint or run again");
}

}  // namespace

RowLog::RowLog(std::filesystem::path file) : path_{std::move(file)} {
    file_ = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    if (file_ < 0) {
        fail(path_, "make the file");
    }
}

RowLog::~RowLog() {
    ::close(file_);
}

void RowLog::add(const ScenarioBlock& rows) {
    ByteWriter writer;
    writer.put(rows.first);
    rows.write(writer);
    const std::string bytes = writer.take();
    const RecordHead head{record_mark, static_cast<std::int64_t>(bytes.size()), name_hash(bytes)};
    const std::scoped_lock lock{mutex_};
    buffer_.append(reinterpret_cast<const char*>(&head), sizeof head);
    buffer_.append(bytes);
    if (buffer_.size() >= buffer_bytes) {
        flush();
    }
}

void RowLog::flush() {
    std::string_view rest = buffer_;
    while (!rest.empty()) {
        const ssize_t written = ::write(file_, rest.data(), rest.size());
        if (written < 0 && errno != EINTR) {
            fail(path_, "write");
        }
        rest.remove_prefix(static_cast<std::size_t>(std::max<ssize_t>(written, 0)));
    }
    bytes_ += static_cast<std::int64_t>(buffer_.size());
    buffer_.clear();
}

RowFile RowLog::sync() {
    const std::scoped_lock lock{mutex_};
    flush();
    if (::fdatasync(file_) != 0) {
        fail(path_, "put on the disk");
    }
    return {path_.filename().string(), bytes_};
}

RowReader::RowReader(const std::filesystem::path& directory, const std::vector<RowFile>& files) {
    for (const RowFile& file : files) {
        paths_.push_back(directory / file.name);
        files_.emplace_back(paths_.back(), std::ios::binary);
        if (!files_.back()) {
            fail(paths_.back(), "read");
        }
        look_through(files_.size() - 1, file.bytes);
    }
    std::sort(records_.begin(), records_.end(),
              [](const Record& a, const Record& b) { return a.scenarios.first < b.scenarios.first; });
    for (std::size_t k = 1; k < records_.size(); ++k) {
        if (records_[k].scenarios.first < records_[k - 1].scenarios.last) {
            fail_damaged(paths_[records_[k].file], records_[k].at);  // rows of a scenario that has rows already
        }
    }
}

void RowReader::look_through(std::size_t file, std::int64_t end) {
    std::error_code error;
    const std::uintmax_t size = std::filesystem::file_size(paths_[file], error);
    if (error || end < 0 || static_cast<std::uintmax_t>(end) > size) {
        fail_damaged(paths_[file], error ? 0 : static_cast<std::int64_t>(size));
    }
    for (std::int64_t at = 0; at < end;) {
        RecordHead head;
        files_[file].read(reinterpret_cast<char*>(&head), sizeof head);
        const std::int64_t body = at + static_cast<std::int64_t>(sizeof head);
        if (!files_[file] || head.mark != record_mark || head.bytes < 0 || head.bytes > end - body) {
            fail_damaged(paths_[file], at);
        }
        Record record{{}, body, head.bytes, head.digest, file};
        const ScenarioBlock block = block_of(record);
        record.scenarios = {block.first, block.first + block.size()};
        records_.push_back(record);
        scenarios_ += record.scenarios.size();
        at = body + head.bytes;
    }
}

ScenarioBlock RowReader::block_of(const Record& record) {
    std::string bytes(static_cast<std::size_t>(record.bytes), '\0');
    std::ifstream& file = files_[record.file];
    file.seekg(record.at);
    file.read(bytes.data(), record.bytes);
    if (!file || name_hash(bytes) != record.digest) {
        fail_damaged(paths_[record.file], record.at);
    }
    ByteReader reader(bytes);
    ScenarioBlock block(reader.get<std::int64_t>());
    block.read(reader);
    if (!reader.at_end() || block.first < 0 || block.size() == 0 ||
        block.first > std::numeric_limits<std::int64_t>::max() - block.size()) {
        fail_damaged(paths_[record.file], record.at);
    }
    return block;
}

std::vector<ScenarioBlock> RowReader::next(std::int64_t most_bytes) {
    std::vector<ScenarioBlock> blocks;
    for (std::int64_t bytes = 0; next_ < records_.size() && bytes < most_bytes; ++next_) {
        blocks.push_back(block_of(records_[next_]));
        bytes += records_[next_].bytes;
    }
    return blocks;
}

}  // namespace hadome
