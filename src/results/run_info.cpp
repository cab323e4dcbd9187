#include "results/run_info.hpp"

#include "core/check.hpp"
#include "results/format.hpp"
#include "results/open_results.hpp"
#include "results/stored_table.hpp"
#include "results/table_format.hpp"

namespace hadome {
namespace {

std::string format_of(const hdf5::Group& root) {
    try {
        return root.text_attribute("format");
    } catch (const IoError&) {
        return {};  // an HDF5 file of somebody else
    }
}

/// Files from before the attribute was kept speak of years.
std::string scenario_kind_of(const hdf5::Group& root) {
    try {
        return root.text_attribute("scenario_kind");
    } catch (const IoError&) {
        return "year";
    }
}

void check_format(const hdf5::Group& root, const std::string& path) {
    if (format_of(root) != results_format) {
        throw IoError("cannot read '" + path + "'; it is HDF5 but not results of Hadome; name the directory of a run");
    }
    const std::int64_t found = root.int_attribute("format_version");
    if (found != results_format_version) {
        throw IoError("cannot read '" + path + "'; its format_version is " + std::to_string(found) +
                      ", known here is " + std::to_string(results_format_version) +
                      "; use the version of Hadome that wrote it: " + root.text_attribute("hadome_version"));
    }
}

}  // namespace

void require_results(const std::filesystem::path& directory) {
    if (!std::filesystem::exists(directory / results_file_name)) {
        throw IoError("no results in '" + directory.string() + "'; there is no " + results_file_name +
                      "; name the directory of a finished run");
    }
}

hdf5::File open_results(const std::filesystem::path& directory) {
    require_results(directory);
    const std::filesystem::path path = directory / results_file_name;
    hdf5::File file = hdf5::File::open_to_read(path.string());
    check_format(file.root(), path.string());
    return file;
}

RunInfo info_of(const hdf5::File& file) {
    const hdf5::Group root = file.root();
    RunInfo info;
    info.format_version = root.int_attribute("format_version");
    info.hadome_version = root.text_attribute("hadome_version");
    info.git_sha = root.text_attribute("git_sha");
    info.input_digest = root.text_attribute("input_digest");
    info.title = root.text_attribute("title");
    info.seed = root.unsigned_attribute("seed");
    info.scenarios = root.int_attribute("scenarios");
    info.horizon_hours = root.real_attribute("horizon_hours");
    info.scenario_kind = scenario_kind_of(root);
    info.scenario_table = table_words[static_cast<std::size_t>(read_table(file).kind)];
    return info;
}

RunInfo read_info(const std::filesystem::path& directory) {
    return info_of(open_results(directory));
}

}  // namespace hadome
