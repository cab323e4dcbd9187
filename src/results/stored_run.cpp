#include "results/stored_run.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "core/check.hpp"
#include "core/diagnostics.hpp"
#include "core/name_hash.hpp"
#include "hdf5/dataset.hpp"
#include "hdf5/read_data.hpp"
#include "results/format.hpp"
#include "results/open_results.hpp"
#include "results/stored_table.hpp"
#include "stats/tail.hpp"

namespace hadome {
namespace {

constexpr const char* table_losses = "/scenarios/loss";
constexpr const char* worst_numbers = "/metrics/worst_scenario";
constexpr const char* worst_losses = "/metrics/worst_loss";

[[noreturn]] void refuse_place(std::int64_t place, const std::string& reason, const std::string& remedy) {
    Diagnostics diagnostics;
    diagnostics.add({"--worst", 0, 0}, "there is no scenario in place " + std::to_string(place), reason, remedy);
    throw InputError(std::move(diagnostics));
}

/// The rows of the scenario table that lost more than a threshold.
std::vector<TailEntry> losses_beyond(const hdf5::File& file, Jpy threshold) {
    const std::vector<std::int64_t> numbers = hdf5::Dataset(file, "/axes/scenario").whole_numbers();
    const std::vector<std::int64_t> losses = hdf5::Dataset(file, table_losses).whole_numbers();
    if (numbers.size() != losses.size()) {
        throw IoError("cannot read the scenario table of '" + file.path() +
                      "'; it has more losses than scenarios or fewer; use a file that Hadome wrote");
    }
    std::vector<TailEntry> beyond;
    for (std::size_t k = 0; k < losses.size(); ++k) {
        if (losses[k] > threshold) {
            beyond.push_back({losses[k], numbers[k]});
        }
    }
    return beyond;
}

/// \param place from 1, within them
std::int64_t number_of_place(std::vector<TailEntry> losses, std::int64_t place) {
    const auto worse = [](const TailEntry& a, const TailEntry& b) {
        return a.value != b.value ? a.value > b.value : a.scenario < b.scenario;
    };
    const auto wanted = losses.begin() + static_cast<std::ptrdiff_t>(place - 1);
    std::nth_element(losses.begin(), wanted, losses.end(), worse);
    return wanted->scenario;
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
    const StoredTable table = read_table(file);
    if (table.kind == ScenarioTable::none && !hdf5::holds(file, worst_numbers)) {
        refuse_place(place, "the run kept neither the losses of its scenarios nor a list of the worst",
                     "give its number: --scenario K");
    }
    std::vector<TailEntry> placed;
    if (table.kind != ScenarioTable::none) {
        placed = losses_beyond(file, table.beyond[static_cast<std::size_t>(Headline::all_causes)]);
    }
    // The tail may end before the list of the worst does.
    std::vector<std::int64_t> worst;
    if (table.kind != ScenarioTable::all && hdf5::holds(file, worst_numbers)) {
        worst = hdf5::Dataset(file, worst_numbers).whole_numbers();
    }
    const auto places = static_cast<std::int64_t>(std::max(placed.size(), worst.size()));
    if (place < 1 || place > places) {
        refuse_place(place, "the run tells of " + std::to_string(places) + " places",
                     places > 0 ? "give one from 1 to " + std::to_string(places) : "give its number: --scenario K");
    }
    const auto at = static_cast<std::size_t>(place - 1);
    return at < placed.size() ? number_of_place(std::move(placed), place) : worst[at];
}

std::optional<Jpy> StoredRun::loss(std::int64_t scenario) const {
    const hdf5::File file = open_results(directory_);
    const StoredTable table = read_table(file);
    if (table.kind == ScenarioTable::all) {
        return one_number(file, table_losses, scenario);
    }
    if (table.kind == ScenarioTable::tail) {
        if (const std::optional<std::int64_t> row = row_of(file, scenario)) {
            return one_number(file, table_losses, *row);
        }
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
