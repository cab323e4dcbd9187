#include "results/checkpoint.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <fstream>
#include <limits>
#include <nlohmann/json.hpp>

#include "core/check.hpp"
#include "core/diagnostics.hpp"
#include "core/name_hash.hpp"
#include "results/publish.hpp"

namespace hadome {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* checkpoint_format = "hadome-checkpoint";
constexpr std::int64_t checkpoint_version = 3;
constexpr std::string_view manifest_prefix = "generation.";
constexpr const char* extended_name = "extended_to";
constexpr std::string_view losses_prefix = "losses.";
constexpr std::string_view state_prefix = "state.";
constexpr std::string_view rows_prefix = "rows.";
constexpr std::int64_t most_shards = 1'000'000;

std::string read_file(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::string bytes;
    std::vector<char> block(std::size_t{1} << 16);
    while (in.read(block.data(), static_cast<std::streamsize>(block.size())) || in.gcount() > 0) {
        bytes.append(block.data(), static_cast<std::size_t>(in.gcount()));
    }
    // A directory can be opened too, but not read.
    if (!in.is_open() || in.bad()) {
        throw IoError(path.string() + ": cannot be read; " + std::strerror(errno) +
                      "; go on from an older checkpoint or run again");
    }
    return bytes;
}

/// Not damaged, so that no older checkpoint is to be taken instead.
[[noreturn]] void refuse_format(const std::string& name) {
    Diagnostics diagnostics;
    diagnostics.add({name, 0, 0}, "the checkpoint was written by another version of Hadome",
                    "its format is not number " + std::to_string(checkpoint_version),
                    "go on with that version, or run again");
    throw InputError(std::move(diagnostics));
}

/// A file within the directory, and no path that leads out of it.
bool is_plain_name(const std::string& name) {
    return !name.empty() && name.find('/') == std::string::npos && name.find('\0') == std::string::npos &&
           !name.starts_with('.');
}

[[noreturn]] void fail_no_manifest(const std::string& name) {
    throw IoError(name + ": damaged; it is no manifest of a checkpoint; go on from an older one or run again");
}

bool holds_single_values(const Json& json) {
    return json.is_object() &&
           std::all_of(json.begin(), json.end(), [](const Json& one) { return one.is_primitive(); });
}

/// Nested no deeper than a manifest: text is made of it by recursion.
bool is_shallow(const Json& json) {
    return json.is_object() && std::all_of(json.begin(), json.end(), [](const Json& one) {
               return one.is_primitive() ||
                      (one.is_array() && std::all_of(one.begin(), one.end(), holds_single_values));
           });
}

void put_files(ByteWriter& out, const std::vector<RowFile>& files) {
    out.put(static_cast<std::uint64_t>(files.size()));
    for (const RowFile& file : files) {
        out.put_text(file.name);
        out.put(file.bytes);
    }
}

std::vector<RowFile> get_files(ByteReader& in) {
    std::vector<RowFile> files;
    const auto count = in.get<std::uint64_t>();
    for (std::uint64_t k = 0; k < count; ++k) {
        const std::string name = in.get_text();
        files.push_back({name, in.get<std::int64_t>()});
        if (!is_plain_name(name) || files.back().bytes < 0) {
            throw IoError("a list of files is damaged");
        }
    }
    return files;
}

/// The number behind a prefix of a name: 12 of "state.12.0". Nothing for another name.
std::optional<std::int64_t> number_in(const std::string& name, std::string_view prefix) {
    std::int64_t number = 0;
    if (!name.starts_with(prefix) ||
        std::from_chars(name.data() + prefix.size(), name.data() + name.size(), number).ec != std::errc()) {
        return std::nullopt;
    }
    return number;
}

/// A number of scenarios, held by a digest.
std::string extension_note(std::int64_t scenarios) {
    const std::string number = std::to_string(scenarios);
    return number + " " + digest_of("extended to " + number) + "\n";
}

/// Of a file of losses or rows.
std::optional<std::int64_t> session_of(const std::string& name) {
    const std::optional<std::int64_t> of_losses = number_in(name, losses_prefix);
    return of_losses ? of_losses : number_in(name, rows_prefix);
}

/// A whole number from 0, and nothing that a conversion would make one.
std::int64_t count_of(const std::string& name, const Json& json, const char* key) {
    const Json& count = json.at(key);
    if (!count.is_number_unsigned() ||
        count.get<std::uint64_t>() > std::uint64_t{std::numeric_limits<std::int64_t>::max()}) {
        fail_no_manifest(name);
    }
    return count.get<std::int64_t>();
}

}  // namespace

std::string Manifest::to_text() const {
    Json json{{"format", checkpoint_format},
              {"format_version", checkpoint_version},
              {"hadome_version", hadome_version},
              {"git_sha", git_sha},
              {"input_digest", input_digest},
              {"generation", generation},
              {"follows", follows},
              {"slowest_ms", slowest_ms},
              {"session", session},
              {"scenarios", scenarios},
              {"shard_index", shard_index},
              {"shard_count", shard_count},
              {"parts", Json::array()}};
    for (const CheckpointPart& part : parts) {
        json["parts"].push_back({{"file", part.file}, {"bytes", part.bytes}, {"digest", part.digest}});
    }
    json["digest"] = digest_of(json.dump());
    return json.dump(1) + "\n";
}

Manifest Manifest::from_text(const std::string& name, const std::string& text) {
    try {
        Json json = Json::parse(text);
        if (!is_shallow(json)) {
            fail_no_manifest(name);
        }
        const auto digest = json.at("digest").get<std::string>();
        json.erase("digest");
        if (digest_of(json.dump()) != digest || json.at("format") != checkpoint_format) {
            throw IoError(name + ": damaged; its digest is another; go on from an older checkpoint or run again");
        }
        if (json.at("format_version") != checkpoint_version) {
            refuse_format(name);
        }
        Manifest manifest{json.at("hadome_version"),
                          json.at("git_sha"),
                          json.at("input_digest"),
                          count_of(name, json, "generation"),
                          count_of(name, json, "session"),
                          count_of(name, json, "scenarios"),
                          count_of(name, json, "shard_index"),
                          count_of(name, json, "shard_count"),
                          {},
                          count_of(name, json, "follows"),
                          count_of(name, json, "slowest_ms")};
        if (manifest.shard_index < 1 || manifest.shard_index > manifest.shard_count ||
            manifest.shard_count > most_shards) {
            fail_no_manifest(name);
        }
        for (const Json& part : json.at("parts")) {
            manifest.parts.push_back({part.at("file"), count_of(name, part, "bytes"), part.at("digest")});
            if (!is_plain_name(manifest.parts.back().file)) {
                fail_no_manifest(name);
            }
        }
        return manifest;
    } catch (const Json::exception&) {
        fail_no_manifest(name);
    }
}

std::string ShareState::to_bytes() const {
    ByteWriter out;
    scenarios.write(out);
    put_files(out, losses);
    put_files(out, rows);
    return out.take() + tally.to_bytes();
}

ShareState ShareState::from_bytes(const std::string& bytes) {
    ByteReader in(bytes);
    ShareState state;
    state.scenarios.read(in);
    state.losses = get_files(in);
    state.rows = get_files(in);
    state.tally = Tally::from_bytes(std::string_view(bytes).substr(in.position()));
    return state;
}

CheckpointDirectory::CheckpointDirectory(const std::filesystem::path& run_directory)
    : path_{run_directory / "checkpoint"}, first_place_{place()} {}

std::optional<CheckpointDirectory::Place> CheckpointDirectory::place() const {
    struct stat status {};
    if (::stat(path_.c_str(), &status) != 0) {
        return std::nullopt;
    }
    return Place{status.st_dev, status.st_ino};
}

void CheckpointDirectory::require_same_place() const {
    if (place() != first_place_) {
        throw IoError(path_.string() +
                      ": is not the directory that the run began in; somebody has removed or moved it; leave it alone "
                      "while a run is at work");
    }
}

bool CheckpointDirectory::exists() const {
    return std::filesystem::exists(path_);
}

void CheckpointDirectory::make() const {
    std::error_code error;
    std::filesystem::create_directories(path_, error);
    if (error) {
        throw IoError(path_.string() + ": cannot be made; " + error.message() + "; choose another directory with -o");
    }
}

void CheckpointDirectory::remove() const {
    // At once for whoever looks, and then file by file.
    std::error_code ignored;
    const std::filesystem::path doomed = path_.string() + ".removed";
    std::filesystem::remove_all(doomed, ignored);
    std::filesystem::rename(path_, doomed, ignored);
    std::filesystem::remove_all(doomed, ignored);
}

void CheckpointDirectory::write_input(const std::string& resolved) const {
    publish_text(path_ / "input.toml", resolved);
}

std::string CheckpointDirectory::read_input() const {
    return read_file(path_ / "input.toml");
}

void CheckpointDirectory::extend_to(std::int64_t scenarios) const {
    publish_text(path_ / extended_name, extension_note(scenarios));
}

std::optional<std::int64_t> CheckpointDirectory::extended_to() const {
    const std::filesystem::path file = path_ / extended_name;
    if (!std::filesystem::exists(file)) {
        return std::nullopt;
    }
    const std::string text = read_file(file);
    std::int64_t scenarios = 0;
    std::from_chars(text.data(), text.data() + text.size(), scenarios);
    if (text != extension_note(scenarios)) {
        throw IoError(file.string() + ": damaged; its digest is another; say `hadome resume DIR --scenarios N` again");
    }
    return scenarios;
}

std::int64_t CheckpointDirectory::size() const {
    std::int64_t bytes = 0;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(path_, error)) {
        bytes += static_cast<std::int64_t>(entry.file_size(error));
    }
    return bytes;
}

std::filesystem::path CheckpointDirectory::loss_file(std::int64_t session, int rank) const {
    return path_ / (std::string(losses_prefix) + std::to_string(session) + "." + std::to_string(rank));
}

std::filesystem::path CheckpointDirectory::row_file(std::int64_t session, int rank) const {
    return path_ / (std::string(rows_prefix) + std::to_string(session) + "." + std::to_string(rank));
}

std::int64_t CheckpointDirectory::last_session() const {
    std::int64_t last = 0;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(path_, error)) {
        last = std::max(last, session_of(entry.path().filename().string()).value_or(0));
    }
    return last;
}

void CheckpointDirectory::remove_logs_after(std::int64_t session) const {
    std::error_code ignored;
    std::vector<std::filesystem::path> unnamed;
    for (const auto& entry : std::filesystem::directory_iterator(path_, ignored)) {
        if (session_of(entry.path().filename().string()).value_or(0) > session) {
            unnamed.push_back(entry.path());
        }
    }
    for (const std::filesystem::path& file : unnamed) {
        std::filesystem::remove(file, ignored);
    }
}

std::filesystem::path CheckpointDirectory::manifest_file(std::int64_t generation) const {
    return path_ / (std::string(manifest_prefix) + std::to_string(generation));
}

CheckpointPart CheckpointDirectory::write_part(std::int64_t generation, int rank, const std::string& bytes) const {
    const std::string name = "state." + std::to_string(generation) + "." + std::to_string(rank);
    publish_text(path_ / name, bytes);
    return {name, static_cast<std::int64_t>(bytes.size()), digest_of(bytes)};
}

void CheckpointDirectory::publish(const Manifest& manifest) const {
    publish_text(manifest_file(manifest.generation), manifest.to_text());
    // Manifests go first: what is left without one is nobody's.
    for (const std::string_view prefix : {manifest_prefix, state_prefix}) {
        std::vector<std::filesystem::path> old;
        std::error_code ignored;
        for (const auto& entry : std::filesystem::directory_iterator(path_, ignored)) {
            const auto generation = number_in(entry.path().filename().string(), prefix);
            if (generation && *generation != manifest.generation && *generation != manifest.follows) {
                old.push_back(entry.path());
            }
        }
        for (const std::filesystem::path& file : old) {
            std::filesystem::remove(file, ignored);
        }
    }
}

void CheckpointDirectory::discard(std::int64_t generation, int rank) const {
    std::error_code ignored;
    const std::filesystem::path file = path_ / ("state." + std::to_string(generation) + "." + std::to_string(rank));
    std::filesystem::remove(file, ignored);
    std::filesystem::remove(part_of(file), ignored);
}

std::vector<Manifest> CheckpointDirectory::manifests(std::vector<std::string>& problems) const {
    std::vector<Manifest> all;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(path_, error)) {
        const std::string name = entry.path().filename().string();
        if (!name.starts_with(manifest_prefix) || name.ends_with(".part")) {
            continue;
        }
        try {
            all.push_back(Manifest::from_text(entry.path().string(), read_file(entry.path())));
        } catch (const IoError& damaged) {
            problems.emplace_back(damaged.what());
        }
    }
    std::sort(all.begin(), all.end(), [](const Manifest& a, const Manifest& b) { return a.generation > b.generation; });
    return all;
}

ShareState CheckpointDirectory::read_part(const CheckpointPart& part) const {
    const std::string bytes = read_file(path_ / part.file);
    if (static_cast<std::int64_t>(bytes.size()) != part.bytes || digest_of(bytes) != part.digest) {
        throw IoError((path_ / part.file).string() +
                      ": damaged; it is not what its manifest says; go on from an older checkpoint or run again");
    }
    try {
        return ShareState::from_bytes(bytes);
    } catch (const IoError& error) {
        throw IoError((path_ / part.file).string() + ": damaged; " + error.what() +
                      "; go on from an older checkpoint or run again");
    }
}

}  // namespace hadome
