#include "results/stored_table.hpp"

#include <algorithm>
#include <string>

#include "core/check.hpp"
#include "hdf5/dataset.hpp"
#include "hdf5/read_data.hpp"
#include "results/table_format.hpp"

namespace hadome {
namespace {

constexpr const char* numbers_path = "/axes/scenario";

/// Files from before the attribute was kept have the rows of all scenarios or of none.
std::string word_of(const hdf5::File& file) {
    try {
        return file.root().text_attribute(table_attribute);
    } catch (const IoError&) {
        return hdf5::holds(file, numbers_path) ? "all" : "none";
    }
}

}  // namespace

StoredTable read_table(const hdf5::File& file) {
    const std::string word = word_of(file);
    const auto found = std::find(table_words.begin(), table_words.end(), word);
    if (found == table_words.end()) {
        throw IoError("cannot read '" + file.path() + "'; its " + table_attribute + " is '" + word +
                      "', known are all, tail and none; use a file that Hadome wrote");
    }
    StoredTable table;
    table.beyond.fill(-1);
    table.kind = static_cast<ScenarioTable>(found - table_words.begin());
    if ((table.kind != ScenarioTable::none) != hdf5::holds(file, numbers_path)) {
        throw IoError("cannot read '" + file.path() + "'; its " + table_attribute + " is '" + word + "', and " +
                      numbers_path + " says otherwise; use a file that Hadome wrote");
    }
    if (table.kind == ScenarioTable::tail) {
        const hdf5::Group scenarios = file.root().open_group("scenarios");
        for (std::size_t h = 0; h < headline_count; ++h) {
            table.beyond[h] = scenarios.int_attribute(beyond_attributes[h]);
        }
    }
    return table;
}

std::optional<std::int64_t> row_of(const hdf5::File& file, std::int64_t scenario) {
    const hdf5::Dataset numbers(file, numbers_path);
    std::int64_t first = 0;
    std::int64_t last = numbers.rows();
    while (first < last) {
        const std::int64_t middle = first + (last - first) / 2;
        const std::int64_t number = numbers.whole_numbers(middle, 1).front();
        if (number == scenario) {
            return middle;
        }
        (number < scenario ? first : last) = number < scenario ? middle + 1 : middle;
    }
    return std::nullopt;
}

}  // namespace hadome
