#include "hdf5/read_columns.hpp"

#include "core/check.hpp"
#include "hdf5/dataset.hpp"
#include "hdf5/error.hpp"
#include "hdf5/file.hpp"
#include "hdf5/in_child.hpp"
#include "hdf5/read_data.hpp"

namespace hadome::hdf5 {
namespace {

constexpr const char* lost = "the HDF5 library breaks down over it, as it does over damaged files";

/// The signature may stand behind a block of the user's own, of 512 bytes or a power of two more.
bool has_signature(const std::string& bytes) {
    const std::string signature = "\x89HDF\r\n\x1a\n";
    for (std::size_t at = 0; at < bytes.size(); at = at == 0 ? 512 : 2 * at) {
        if (bytes.compare(at, signature.size(), signature) == 0) {
            return true;
        }
    }
    return false;
}

std::string in_words(const std::string& reason) {
    return reason.find("truncated file") != std::string::npos
               ? "the file is cut short: it says itself that it is longer"
               : "HDF5: " + reason;
}

Column read_column(const File& file, const std::string& name) {
    const Dataset dataset(file, "/" + name);
    if (dataset.shape().size() != 1) {
        throw IoError("dataset '/" + name + "' has not one dimension");
    }
    switch (dataset.content()) {
        case Content::whole_numbers: return {name, dataset.whole_numbers()};
        case Content::real_numbers: return {name, dataset.real_numbers()};
        case Content::text: return {name, dataset.texts()};
        case Content::other: break;
    }
    throw IoError("dataset '/" + name + "' holds neither numbers nor text");
}

std::vector<Column> read_all(const std::string& path, const std::string& bytes, const std::vector<std::string>& names) {
    try {
        const File file = File::open_image(path, bytes);
        std::vector<Column> columns;
        for (const std::string& name : names) {
            if (holds(file, "/" + name)) {
                columns.push_back(read_column(file, name));
            }
        }
        return columns;
    } catch (const LibraryError& error) {
        throw IoError(in_words(error.reason()));
    }
}

}  // namespace

std::vector<Column> read_columns(const std::string& path, const std::string& bytes,
                                 const std::vector<std::string>& names) {
    if (!has_signature(bytes)) {
        throw IoError("it is no HDF5 file");
    }
    // A sound file takes far less; this process's own time counts for nothing.
    const std::int64_t seconds = 5 + static_cast<std::int64_t>(bytes.size() >> 20U);
    return columns_from_bytes(in_child([&] { return to_bytes(read_all(path, bytes, names)); }, seconds, lost));
}

}  // namespace hadome::hdf5
