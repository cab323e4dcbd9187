#include "input/file_bundle.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>
#include <vector>

#include "core/bytes.hpp"
#include "core/check.hpp"

namespace hadome {
namespace {

struct CloseFile {
    void operator()(std::FILE* file) const { std::fclose(file); }
};

/// A limit keeps a slip (a device, a results file) from filling the memory.
constexpr std::size_t max_file_size = std::size_t{1} << 30;

std::optional<std::string> read_file(const std::string& path, std::string& why) {
    std::error_code ignored;
    if (std::filesystem::is_directory(path, ignored)) {
        why = "it is a directory";
        return std::nullopt;
    }
    if (std::filesystem::exists(path, ignored) && !std::filesystem::is_regular_file(path, ignored)) {
        why = "it is a pipe or a device, not a file";
        return std::nullopt;
    }
    const std::unique_ptr<std::FILE, CloseFile> file(std::fopen(path.c_str(), "rb"));
    if (!file) {
        why = std::strerror(errno);
        return std::nullopt;
    }
    std::string bytes;
    std::vector<char> block(std::size_t{1} << 16);
    while (const std::size_t size = std::fread(block.data(), 1, block.size(), file.get())) {
        bytes.append(block.data(), size);
        if (bytes.size() > max_file_size) {
            why = "it is larger than 1 GiB";
            return std::nullopt;
        }
    }
    if (std::ferror(file.get()) != 0) {
        why = std::strerror(errno);
        return std::nullopt;
    }
    return bytes;
}

constexpr const char* not_there = "it was not among the files read at the start";

}  // namespace

std::optional<std::string> FileBundle::read(const std::string& path, std::string& why) {
    if (const auto known = files_.find(path); known != files_.end()) {
        return known->second;
    }
    if (mode_ == Mode::sealed) {
        why = not_there;
        return std::nullopt;
    }
    auto bytes = read_file(path, why);
    if (bytes) {
        files_.emplace(path, *bytes);
    }
    return bytes;
}

std::optional<std::vector<Column>> FileBundle::read_columns(const std::string& path,
                                                            const std::vector<std::string>& names, std::string& why) {
    if (const auto known = columns_.find(path); known != columns_.end()) {
        return known->second;
    }
    if (mode_ == Mode::sealed) {
        why = not_there;
        return std::nullopt;
    }
    const auto bytes = read_file(path, why);
    if (!bytes) {
        return std::nullopt;
    }
    HADOME_EXPECT(column_reader_);
    return columns_.emplace(path, column_reader_(path, *bytes, names)).first->second;
}

std::string FileBundle::to_bytes() const {
    ByteWriter writer;
    writer.put(static_cast<std::uint64_t>(files_.size()));
    for (const auto& [path, bytes] : files_) {
        writer.put_text(path);
        writer.put_text(bytes);
    }
    writer.put(static_cast<std::uint64_t>(columns_.size()));
    for (const auto& [path, columns] : columns_) {
        writer.put_text(path);
        writer.put_text(hadome::to_bytes(columns));
    }
    return writer.take();
}

FileBundle FileBundle::from_bytes(const std::string& bytes) {
    FileBundle bundle(Mode::sealed);
    ByteReader reader(bytes);
    for (auto left = reader.get<std::uint64_t>(); left > 0; --left) {
        std::string path = reader.get_text();
        bundle.files_.emplace(std::move(path), reader.get_text());
    }
    for (auto left = reader.get<std::uint64_t>(); left > 0; --left) {
        std::string path = reader.get_text();
        bundle.columns_.emplace(std::move(path), columns_from_bytes(reader.get_text()));
    }
    return bundle;
}

FileBundle FileBundle::from_memory(const std::string& path, const std::string& bytes) {
    FileBundle bundle(Mode::sealed);
    bundle.files_.emplace(path, bytes);
    return bundle;
}

}  // namespace hadome
