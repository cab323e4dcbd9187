#include "results/stored_run.hpp"

#include <algorithm>
#include <numeric>
#include <vector>

#include "core/check.hpp"
#include "core/diagnostics.hpp"
#include "core/name_hash.hpp"
#include "hdf5/dataset.hpp"
#include "hdf5/read_data.hpp"
#include "results/format.hpp"
#include "results/open_results.hpp"

namespace hadome {
namespace {

constexpr const char* all_losses = "/scenarios/loss";
constexpr const char* worst_numbers = "/metrics/worst_scenario";
constexpr const char* worst_losses = "/metrics/worst_loss";

[[noreturn]] void refuse_place(std::int64_t place, const std::string& reason, const std::string& remedy) {
    Diagnostics diagnostics;
    diagnostics.add({"--worst", 0, 0}, "there is no scenario in place " + std::to_string(place), reason, remedy);
    throw InputError(std::move(diagnostics));
}

/// \param losses of all scenarios; \param place from 1, within them
std::int64_t number_of_place(const std::vector<std::int64_t>& losses, std::int64_t place) {
    std::vector<std::int64_t> numbers(losses.size());
    std::iota(numbers.begin(), numbers.end(), 0);
    const auto worse = [&](std::int64_t a, std::int64_t b) {
        const std::int64_t loss_a = losses[static_cast<std::size_t>(a)];
        const std::int64_t loss_b = losses[static_cast<std::size_t>(b)];
        return loss_a != loss_b ? loss_a > loss_b : a < b;
    };
    const auto wanted = numbers.begin() + static_cast<std::ptrdiff_t>(place - 1);
    std::nth_element(numbers.begin(), wanted, numbers.end(), worse);
    return *wanted;
}

/// \throws IoError when the dataset is not one number a row
std::int64_t one_number(const hdf5::File& file, const char* path, std::int64_t row) {
    const std::vector<std::int64_t> numbers = hdf5::Dataset(file, path).whole_numbers(row, 1);
    if (numbers.size() != 1) {
        throw IoError("cannot read dataset '" + std::string(path) +
                      "'; it is not one number a row; use a file that Hadome wrote");
    }
    return numbers.front();
}

}  // namespace

StoredRun::StoredRun(std::filesystem::path directory)
    : directory_{std::move(directory)}, info_{read_info(directory_)} {}

std::string StoredRun::file_name() const {
    return (directory_ / results_file_name).string();
}

std::optional<std::string> StoredRun::input() const {
    std::string text = hdf5::read_text(open_results(directory_), "/input");
    if (text == input_notice) {
        return std::nullopt;
    }
    if (digest_of(text) != info_.input_digest) {
        throw IoError(
            "cannot use the input kept in '" + file_name() +
            "'; its digest is not the one that the file names: the file is damaged or was changed; run again");
    }
    return text;
}

std::int64_t StoredRun::worst_scenario(std::int64_t place) const {
    const hdf5::File file = open_results(directory_);
    const bool has_all = hdf5::holds(file, all_losses);
    if (!has_all && !hdf5::holds(file, worst_numbers)) {
        refuse_place(place, "the run kept neither the losses of its scenarios nor a list of the worst",
                     "give its number: --scenario K");
    }
    const std::vector<std::int64_t> numbers = hdf5::Dataset(file, has_all ? all_losses : worst_numbers).whole_numbers();
    const auto places = static_cast<std::int64_t>(numbers.size());
    if (place < 1 || place > places) {
        refuse_place(place, "the run tells of " + std::to_string(places) + " places",
                     places > 0 ? "give one from 1 to " + std::to_string(places) : "give its number: --scenario K");
    }
    return has_all ? number_of_place(numbers, place) : numbers[static_cast<std::size_t>(place - 1)];
}

std::optional<Jpy> StoredRun::loss(std::int64_t scenario) const {
    const hdf5::File file = open_results(directory_);
    if (hdf5::holds(file, all_losses)) {
        return one_number(file, all_losses, scenario);
    }
    if (hdf5::holds(file, worst_numbers) && hdf5::holds(file, worst_losses)) {
        const std::vector<std::int64_t> numbers = hdf5::Dataset(file, worst_numbers).whole_numbers();
        const auto found = std::find(numbers.begin(), numbers.end(), scenario);
        if (found != numbers.end()) {
            return one_number(file, worst_losses, found - numbers.begin());
        }
    }
    return std::nullopt;
}

}  // namespace hadome
