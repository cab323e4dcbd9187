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

TEST(InputPage, ItsExampleIsAModel) {
    const std::string text = page();
    const std::string fence = "```toml\n";
    const std::size_t first = text.find(fence) + fence.size();
    ASSERT_LT(first, text.size());
    const LoadedInput input = load_text(text.substr(first, text.find("```", first) - first));
    EXPECT_EQ(input.model.nodes.size(), 3U);
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
