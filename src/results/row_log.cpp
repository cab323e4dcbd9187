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
#include "loss/loss_block.hpp"
#include "results/scenario_table.hpp"

namespace hadome {
namespace {

constexpr std::size_t buffer_bytes = std::size_t{1} << 20;

/// Before each record.
struct RecordHead {
    std::uint64_t mark = 0;
    std::int64_t bytes = 0;  ///< that follow: the number of the first scenario, and the rows
    std::uint64_t digest = 0;
};
static_assert(sizeof(RecordHead) + sizeof(std::int64_t) == RowLog::record_bytes);
constexpr std::uint64_t record_mark = 0x31'53'57'4f'52'44'48ULL;  // "HDROWS1"

constexpr const char* go_on = "free space or choose another file system, then `hadome resume` goes on";

[[noreturn]] void fail(const std::filesystem::path& path, const char* doing, const char* remedy) {
    throw IoError(path.string() + ": cannot " + doing + "; " + std::strerror(errno) + "; " + remedy);
}

[[noreturn]] void fail_damaged(const std::filesystem::path& path, std::int64_t at) {
    throw IoError(path.string() + ": damaged at byte " + std::to_string(at) +
                  "; a record of rows is not what was written; go on from an older checkpoint or run again");
}

}  // namespace

RowLog::RowLog(std::filesystem::path file) : path_{std::move(file)} {
    file_ = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    if (file_ < 0) {
        fail(path_, "make the file", "check that the directory may be written to and has space left");
    }
}

RowLog::~RowLog() {
    ::close(file_);
}

void RowLog::add_record(const std::string& bytes) {
    const RecordHead head{record_mark, static_cast<std::int64_t>(bytes.size()), name_hash(bytes)};
    const std::scoped_lock lock{mutex_};
    buffer_.append(reinterpret_cast<const char*>(&head), sizeof head);
    buffer_.append(bytes);
    if (buffer_.size() >= buffer_bytes) {
        flush();
    }
}

void RowLog::flush() {
    if (is_broken_) {
        throw IoError(path_.string() + ": an earlier write has failed; what stands in the file is not known; " + go_on);
    }
    std::string_view rest = buffer_;
    while (!rest.empty()) {
        const ssize_t written = ::write(file_, rest.data(), rest.size());
        if (written < 0 && errno != EINTR) {
            is_broken_ = true;
            fail(path_, "write", go_on);
        }
        rest.remove_prefix(static_cast<std::size_t>(std::max<ssize_t>(written, 0)));
    }
    bytes_ += static_cast<std::int64_t>(buffer_.size());
    buffer_.clear();
}

RowFile RowLog::write_out() {
    const std::scoped_lock lock{mutex_};
    flush();
    return {path_.filename().string(), bytes_};
}

void RowLog::sync() {
    if (::fdatasync(file_) != 0) {
        const int error = errno;
        const std::scoped_lock lock{mutex_};
        is_broken_ = true;
        errno = error;
        fail(path_, "put on the disk", go_on);
    }
}

template <class Block>
RowReader<Block>::RowReader(const std::filesystem::path& directory, const std::vector<RowFile>& files) {
    for (const RowFile& file : files) {
        const std::filesystem::path path = directory / file.name;
        std::error_code error;
        const std::uintmax_t size = std::filesystem::file_size(path, error);
        if (error || file.bytes < 0 || static_cast<std::uintmax_t>(file.bytes) > size) {
            fail_damaged(path, error ? 0 : static_cast<std::int64_t>(size));
        }
        files_.push_back({path, file.bytes});
    }
    rewind();
    for (;;) {
        const std::int64_t at = at_;
        const std::optional<Block> block = read_record();
        if (!block) {
            break;
        }
        const NumberRange scenarios{block->first, block->first + block->size()};
        if (seen_.contains_any(scenarios)) {
            fail_damaged(files_[file_].path, at);
        }
        seen_.add(scenarios);
    }
    rewind();
}

template <class Block>
void RowReader<Block>::open(std::size_t file) {
    file_ = file;
    at_ = 0;
    in_ = {};
    if (file < files_.size()) {
        in_.open(files_[file].path, std::ios::binary);
        if (!in_) {
            fail(files_[file].path, "read", "go on from an older checkpoint or run again");
        }
    }
}

template <class Block>
void RowReader<Block>::rewind() {
    open(0);
}

template <class Block>
std::optional<Block> RowReader<Block>::read_record() {
    while (file_ < files_.size() && at_ == files_[file_].bytes) {
        open(file_ + 1);
    }
    if (file_ == files_.size()) {
        return std::nullopt;
    }
    const File& file = files_[file_];
    RecordHead head;
    in_.read(reinterpret_cast<char*>(&head), sizeof head);
    const std::int64_t body = at_ + static_cast<std::int64_t>(sizeof head);
    if (!in_ || head.mark != record_mark || head.bytes < 0 || head.bytes > file.bytes - body) {
        fail_damaged(file.path, at_);
    }
    bytes_.resize(static_cast<std::size_t>(head.bytes));
    in_.read(bytes_.data(), head.bytes);
    if (!in_ || name_hash(bytes_) != head.digest) {
        fail_damaged(file.path, at_);
    }
    ByteReader reader(bytes_);
    Block block(reader.get<std::int64_t>());
    block.read(reader);
    if (!reader.at_end() || block.first < 0 || block.size() == 0 ||
        block.first > std::numeric_limits<std::int64_t>::max() - block.size()) {
        fail_damaged(file.path, at_);
    }
    at_ = body + head.bytes;
    return block;
}

template <class Block>
std::vector<Block> RowReader<Block>::next(std::int64_t most_bytes) {
    std::vector<Block> blocks;
    for (std::int64_t bytes = 0; bytes < most_bytes;) {
        std::optional<Block> block = read_record();
        if (!block) {
            break;
        }
        bytes += static_cast<std::int64_t>(bytes_.size());
        blocks.push_back(std::move(*block));
    }
    // Items end nearly in the order in which they began.
    std::sort(blocks.begin(), blocks.end(), [](const Block& a, const Block& b) { return a.first < b.first; });
    return blocks;
}

template class RowReader<ScenarioBlock>;
template class RowReader<LossBlock>;

}  // namespace hadome
