#include <gmock/gmock.h>

#include <fstream>
#include <regex>
#include <sstream>

#include "input/distribution_laws.hpp"
#include "input/schemas.hpp"
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

TEST(InputPage, NamesEveryTableKeyAndChoice) {
    const std::string text = page();
    const auto expect_word = [&](const std::string& word) {
        EXPECT_TRUE(std::regex_search(text, std::regex("\\b" + word + "\\b"))) << "docs/input.md is silent on " << word;
    };
    for (const auto* schemas : {&run_schemas(), &model_schemas(), &row_schemas()}) {
        for (const TableSchema& schema : *schemas) {
            expect_word(schema.name);
            for (const Field& field : schema.fields) {
                expect_word(field.key);
                for (const std::string& choice : field.choices) {
                    expect_word(choice);
                }
            }
        }
    }
    for (const DistributionLaw& law : distribution_laws()) {
        expect_word(name_of(law.kind));
        for (const DistributionParameter& parameter : law.parameters) {
            expect_word(parameter.key);
        }
    }
}

}  // namespace
}  // namespace hadome::test
