#pragma once

#include <filesystem>
#include <string>

namespace hadome {

/// What is written under another name first, so that a reader never meets half a file: `results.h5.part`.
std::filesystem::path part_of(const std::filesystem::path& file);

/// Asks the file system for the whole length of a file that has been laid out but not filled, so that a full disk is
/// noticed by one rank now and not by some of them in the middle of writing.
/// \throws IoError when there is no space
void reserve_space(const std::filesystem::path& file);

/// Returns when a file's bytes are on the disk. \throws IoError
void sync(const std::filesystem::path& file);

/// Gives a finished part its name, with contents and name on the disk when this returns.
/// \throws IoError
void publish(const std::filesystem::path& file);

/// Digest of a file's bytes (core/name_hash.hpp), however large it is. \throws IoError
std::string digest_of_file(const std::filesystem::path& file);

/// Writes a small text file aside and publishes it. \throws IoError
void publish_text(const std::filesystem::path& file, const std::string& text);

}  // namespace hadome
