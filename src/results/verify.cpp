#include "results/verify.hpp"

#include <fstream>
#include <nlohmann/json.hpp>

#include "core/check.hpp"
#include "results/conservation.hpp"
#include "results/format.hpp"
#include "results/publish.hpp"
#include "results/run_info.hpp"
#include "results/schema.hpp"

namespace hadome {
namespace {

std::vector<std::string> digest_failures(const std::filesystem::path& directory) {
    std::ifstream in(directory / provenance_file_name);
    if (!in || !std::filesystem::is_regular_file(directory / provenance_file_name)) {
        return {std::string(provenance_file_name) +
                ": cannot be read; without it the results cannot be told from others"};
    }
    const nlohmann::json document = nlohmann::json::parse(in, nullptr, false);
    const auto digest = document.is_object() ? document.find("results_digest") : document.end();
    if (digest == document.end() || !digest->is_string()) {
        return {std::string(provenance_file_name) + ": has no results_digest"};
    }
    const std::string found = digest_of_file(directory / results_file_name);
    const auto expected = digest->get<std::string>();
    if (found != expected) {
        return {std::string(results_file_name) + ": its digest is " + found + ", " + provenance_file_name + " says " +
                expected + "; the file was damaged or changed"};
    }
    return {};
}

}  // namespace

void require_undamaged(const std::filesystem::path& directory) {
    require_results(directory);
    if (!std::filesystem::exists(directory / provenance_file_name)) {
        return;
    }
    for (const std::string& failure : digest_failures(directory)) {
        throw IoError((directory / failure).string());
    }
}

std::optional<std::int64_t> published_scenarios(const std::filesystem::path& directory) {
    if (!std::filesystem::is_regular_file(directory / results_file_name) || !digest_failures(directory).empty()) {
        return std::nullopt;
    }
    return read_info(directory).scenarios;
}

Verification verify_results(const std::filesystem::path& directory) {
    const std::filesystem::path path = directory / results_file_name;
    Verification verification;
    require_results(directory);
    verification.note("digest of results.h5 against provenance.json", digest_failures(directory));
    if (!verification.failures.empty()) {
        return verification;  // what is damaged is not given to the HDF5 library
    }
    try {
        const RunInfo info = read_info(directory);
        verification.note("format " + std::string(results_format) + " " + std::to_string(info.format_version), {});
        const hdf5::File file = hdf5::File::open_to_read(path.string());
        verification.note("presence, kind and shape of every dataset", schema_violations(file));
        if (verification.failures.empty()) {
            check_conservation(file, info.scenarios, verification);
        }
    } catch (const IoError& error) {
        verification.failures.push_back(std::string(results_file_name) + ": " + error.what());
    }
    return verification;
}

}  // namespace hadome
