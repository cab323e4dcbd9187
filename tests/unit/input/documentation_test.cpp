#include <gmock/gmock.h>

#include <cmath>
#include <fstream>
#include <map>
#include <regex>
#include <sstream>

#include "input/distribution_laws.hpp"
#include "input/schemas.hpp"
#include "input/text_list.hpp"
#include "input_files.hpp"

namespace hadome::test {
namespace {

std::string page() {
    std::ostringstream text;
    text << std::ifstream(HADOME_SOURCE_DIR "/docs/input.md").rdbuf();
    return text.str();
}

/// The TOML examples of the page, in their order.
std::vector<std::string> examples() {
    const std::string text = page();
    const std::string fence = "```toml\n";
    std::vector<std::string> found;
    for (std::size_t at = text.find(fence); at != std::string::npos; at = text.find(fence, at + 1)) {
        const std::size_t first = at + fence.size();
        found.push_back(text.substr(first, text.find("```", first) - first));
    }
    return found;
}

TEST(InputPage, ItsExampleIsAModel) {
    ASSERT_FALSE(examples().empty());
    EXPECT_EQ(load_text(examples().front()).model.nodes.size(), 3U);
}

TEST(InputPage, ItsStressTestUsesWhatItExplains) {
    ASSERT_EQ(examples().size(), 2U);
    const LoadedInput input = load_text(examples().back());
    EXPECT_EQ(input.model.given_events.size(), 2U);
    EXPECT_EQ(input.model.given_events[GivenEventId{0}].shakings.size(), 1U);
    EXPECT_EQ(input.model.stores.size(), 2U);
    EXPECT_TRUE(input.model.stores[StoreId{1}].refilled_by.valid());
    EXPECT_EQ(input.model.crew_pools.size(), 1U);
    EXPECT_EQ(input.model.repair_groups_of(NodeId{0}).size(), 1U);
    EXPECT_EQ(input.options.observe_times.size(), 7U);
}

/// What the page says of a key, in its table of tables.
struct DocumentedKey {
    bool required = false;
    std::string fallback;  ///< as a default is written in a schema; "–": absent
    std::string meaning;
};
using Documented = std::map<std::string, std::map<std::string, DocumentedKey>>;

/// The default of each key of a row: one for all, or one each; none where none is written.
std::vector<std::string> fallbacks_of(std::string cell, std::size_t keys) {
    if (cell.starts_with('[')) {  // a list: "[0.9, 0.99]" is "0.9;0.99"
        cell = std::regex_replace(cell.substr(1, cell.size() - 2), std::regex(", *"), ";");
        return std::vector<std::string>(keys, cell);
    }
    const std::vector<std::string> parts = split_text(cell, ',');
    return parts.size() == keys ? parts : std::vector<std::string>(keys, cell);
}

void read_row(const std::vector<std::string>& cells, const std::vector<std::string>& tables, Documented& documented) {
    const std::vector<std::string> keys = split_text(cells[1], ',');
    const std::vector<std::string> fallbacks = fallbacks_of(cells[2], keys.size());
    for (std::size_t i = 0; i < keys.size(); ++i) {
        const bool required = keys[i].starts_with("**");
        const std::string key = required ? keys[i].substr(2, keys[i].size() - 4) : keys[i];
        for (const std::string& table : tables) {
            const bool fresh = documented[table].emplace(key, DocumentedKey{required, fallbacks[i], cells[3]}).second;
            EXPECT_TRUE(fresh) << table << "." << key << " stands twice on the page";
        }
    }
}

/// All tables with the columns table, key, default, meaning. An empty cell means the table of the row above; a row of
/// two tables is of both.
Documented documented_keys() {
    Documented documented;
    std::istringstream lines(page());
    std::vector<std::string> tables;
    bool inside = false;
    for (std::string line; std::getline(lines, line);) {
        if (!line.starts_with("|")) {
            inside = false;
            continue;
        }
        const std::vector<std::string> cells = split_text(line.substr(1, line.size() - 2), '|');
        if (cells.size() == 4 && cells[0] == "table") {
            inside = true;
        } else if (inside && !cells[0].starts_with("---")) {
            EXPECT_EQ(cells.size(), 4U) << line;
            tables = cells[0].empty() ? tables : split_text(cells[0], ',');
            read_row(cells, tables, documented);
        }
    }
    return documented;
}

std::vector<TableSchema> all_schemas() {
    std::vector<TableSchema> all;
    for (const auto* schemas : {&run_schemas(), &model_schemas(), &row_schemas()}) {
        all.insert(all.end(), schemas->begin(), schemas->end());
    }
    return all;
}

/// Rows of all tables, or nearly all, have them, and the rules of writing say so once.
bool is_basis(const std::string& key) {
    return key == "source" || key == "confidence" || key == "note" || key == "added_by";
}

/// Also once, for all tables: labels are by default what the row is called.
bool is_label(const std::string& key) {
    return key == "en" || key == "ja";
}

TEST(InputPage, ItsTablesAreThoseOfTheInput) {
    Documented documented = documented_keys();
    for (const TableSchema& schema : all_schemas()) {
        auto& keys = documented[schema.name];
        for (const Field& field : schema.fields) {
            if (is_basis(field.key)) {
                continue;
            }
            const auto found = keys.find(field.key);
            if (found == keys.end()) {
                ADD_FAILURE() << schema.name << "." << field.key << " is not on the page";
                continue;
            }
            const std::string name = schema.name + "." + field.key;
            const DocumentedKey& said = found->second;
            EXPECT_EQ(said.required, field.presence == Field::Presence::required) << name;
            if (field.presence == Field::Presence::optional) {
                EXPECT_EQ(said.fallback, "–") << name;
            } else if (field.presence != Field::Presence::required && !is_label(field.key)) {
                EXPECT_EQ(said.fallback, field.fallback) << name;
            }
            keys.erase(found);
        }
        for (const auto& [key, said] : keys) {
            ADD_FAILURE() << schema.name << "." << key << " is on the page, and no key";
        }
        documented.erase(schema.name);
    }
    for (const auto& [table, keys] : documented) {
        ADD_FAILURE() << table << " is on the page, and no table";
    }
}

/// How a limit may be written: 1000, 10^6, 2^40, 1000 a.
std::vector<std::string> ways_to_write(double limit, Dimension dimension) {
    std::vector<std::string> ways{format_number(limit)};
    for (const int base : {2, 10}) {
        const double power = std::round(std::log(limit) / std::log(base));
        if (std::abs(std::pow(base, power) / limit - 1.0) < 1e-12) {
            ways.push_back(std::to_string(base) + "^" + format_number(power));
        }
    }
    if (dimension == Dimension::duration) {
        ways.push_back(format_number(limit / 8760.0) + " a");
    }
    return ways;
}

void expect_limit(const std::string& name, const Bounds& bounds, Dimension dimension, const std::string& meaning) {
    if (std::isfinite(bounds.high) && bounds.high != 1.0 && bounds.high != any_duration.high) {
        const std::vector<std::string> ways = ways_to_write(bounds.high, dimension);
        EXPECT_TRUE(std::any_of(ways.begin(), ways.end(),
                                [&](const std::string& way) { return meaning.find(way) != std::string::npos; }))
            << "the page does not say that " << name << " is " << bounds.words();
    }
    if (bounds.ends != Bounds::Ends::closed && bounds.high != 1.0) {
        EXPECT_THAT(meaning, testing::HasSubstr("above 0")) << name;
    }
}

TEST(InputPage, SaysWhatItsKeysMayBe) {
    Documented documented = documented_keys();
    for (const TableSchema& schema : all_schemas()) {
        for (const Field& field : schema.fields) {
            // "as of ..." sends the reader to the row where the same key is explained.
            if (is_basis(field.key)) {
                continue;
            }
            const DocumentedKey& said = documented[schema.name][field.key];
            if (std::regex_search(said.meaning, std::regex("(^|, )as (of|value_split|scope|above)"))) {
                continue;
            }
            for (const std::string& choice : field.choices) {
                EXPECT_TRUE(std::regex_search(said.meaning, std::regex("\\b" + choice + "\\b")))
                    << schema.name << "." << field.key << ": the page is silent on " << choice;
            }
            expect_limit(schema.name + "." + field.key, field.bounds, field.dimension, said.meaning);
            expect_limit(schema.name + "." + field.key, field.pair_bounds, Dimension::number, said.meaning);
        }
    }
}

TEST(InputPage, NamesEveryLaw) {
    const std::string text = page();
    for (const DistributionLaw& law : distribution_laws()) {
        const std::string name = name_of(law.kind);
        const std::size_t row = text.find("| " + name + " | ");
        ASSERT_NE(row, std::string::npos) << "docs/input.md is silent on " << name;
        const std::string line = text.substr(row, text.find('\n', row) - row);
        for (const DistributionParameter& parameter : law.parameters) {
            EXPECT_TRUE(std::regex_search(line, std::regex("\\b" + parameter.key + "\\b"))) << name << parameter.key;
        }
    }
}

}  // namespace
}  // namespace hadome::test
