#include "results/publish.hpp"

#include <fcntl.h>

#include <system_error>

#include "core/check.hpp"
#include "core/file_descriptor.hpp"

namespace hadome {

std::filesystem::path part_of(const std::filesystem::path& file) {
    return file.string() + ".part";
}

void publish(const std::filesystem::path& file) {
    FileDescriptor(part_of(file), O_RDWR).sync_and_close();
    std::error_code reason;
    std::filesystem::rename(part_of(file), file, reason);
    if (reason) {
        throw IoError("cannot rename '" + part_of(file).string() + "'; " + reason.message() +
                      "; check that the directory may be written to");
    }
    // The new name itself is part of the directory.
    const std::filesystem::path directory = file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
    FileDescriptor(directory, O_RDONLY | O_DIRECTORY).sync_and_close();
}

void publish_text(const std::filesystem::path& file, const std::string& text) {
    FileDescriptor(part_of(file), O_WRONLY | O_CREAT | O_TRUNC).write_at(text, 0);
    publish(file);
}

}  // namespace hadome
