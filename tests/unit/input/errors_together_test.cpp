// What is wrong with rows and what comes to light when rules are expanded is told together, but no consequence of a
// slip.

#include <gmock/gmock.h>

#include "input_files.hpp"

namespace hadome::test {
namespace {

using testing::HasSubstr;

const std::string options = "[run]\nscenarios = 10\nseed = 1\n";
const std::string places =
    "[[sector]]\nid = \"s\"\n[[region]]\nid = \"A\"\n[[region]]\nid = \"B\"\n"
    "[[function]]\nid = \"f\"\nsector = \"s\"\n[[function]]\nid = \"g\"\nsector = \"s\"\n[[platform]]\nid = \"p\"\n";
const std::string bad_cause =
    "[[unintended]]\nid = \"u\"\nfunction = \"f\"\ncause = \"equipment\"\nrate = -1\nrestoration = \"1 h\"\n";
/// Shares of a group that sum to a half.
const std::string bad_rule = "[[dependency]]\nconsumer = \"f\"\nsupplier = \"g\"\nshare = 0.5\n";
const std::string bad_circle =
    "[[dependency]]\nconsumer = \"f\"\nsupplier = \"g\"\n[[dependency]]\nconsumer = \"g\"\nsupplier = \"f\"\n";
const std::string bad_pool = "[[crew_pool]]\nid = \"c\"\nfunctions = [\"f\"]\norder = [\"g\"]\npolicy = \"explicit\"\n";
const std::string bad_campaign =
    "[[campaign]]\nid = \"c\"\nkind = \"targeted\"\nrate = 1\nrestoration = \"1 h\"\nfunctions = [\"f\"]\n"
    "[[cyber_target]]\nfunction = \"f\"\nattractiveness = 0\n";
const std::string bad_event = "[[event]]\nid = \"e\"\nplatform = \"p\"\nrestoration = \"1 h\"\n";

std::string wrong(const std::string& text) {
    return text_of(InputFiles({{"run.toml", options + places + text}}).errors());
}

std::size_t count_wrong(const std::string& text, const std::string& before = options) {
    return InputFiles({{"run.toml", before + places + text}}).errors().items().size();
}

TEST(ErrorsTogether, OfARowAndOfEveryPartThatDoesNotBuildOnIt) {
    const std::string all = wrong(bad_cause + bad_rule + bad_campaign + bad_event);
    EXPECT_THAT(all, HasSubstr("negative figure -1 /a"));
    EXPECT_THAT(all, HasSubstr("sum to 0.5"));
    EXPECT_THAT(all, HasSubstr("has no target"));
    EXPECT_THAT(all, HasSubstr("strikes nothing"));
    EXPECT_EQ(count_wrong(bad_cause + bad_rule + bad_campaign + bad_event), 4U);
    EXPECT_THAT(wrong(bad_cause + bad_circle), HasSubstr("never restart"));
    EXPECT_THAT(wrong(bad_cause + bad_pool), HasSubstr("which it does not serve"));
}

TEST(ErrorsTogether, OfOptionsAndTheModel) {
    EXPECT_EQ(count_wrong("[output]\nembed_input = 3\n" + bad_rule), 2U);
    EXPECT_EQ(count_wrong(bad_rule, "[run]\nscenarios = 10\n"), 2U);
    EXPECT_EQ(count_wrong(bad_rule, options + "tail_levels = [0.9, 0.9]\n"), 2U);
}

TEST(ErrorsTogether, ConsequencesAreNotTold) {
    // A region with an unknown area, a sector twice, an unknown table: whatever builds on them is not judged.
    for (const std::string slip :
         {"[[region]]\nid = \"C\"\narea = \"east\"\n", "[[sector]]\nid = \"s\"\n",
          "[[dependancy]]\nconsumer = \"f\"\nsupplier = \"g\"\n", "[model]\nquantum_bits = 99\n"}) {
        EXPECT_EQ(count_wrong(slip + bad_rule + bad_event), 1U) << wrong(slip + bad_rule + bad_event);
    }
    // Nor the circle of a network with a bad rule, nor the target of a campaign with a bad row, nor an event that
    // strikes by a platform whose use is bad.
    EXPECT_EQ(count_wrong(bad_circle + "[[dependency]]\nconsumer = \"f\"\nsupplier = \"h\"\n"), 1U);
    EXPECT_EQ(count_wrong(bad_campaign + "[[cyber_target]]\nfunction = \"h\"\n"), 1U);
    EXPECT_EQ(count_wrong(bad_event + "[[platform_use]]\nplatform = \"p\"\nfunction = \"h\"\n"), 1U);
}

}  // namespace
}  // namespace hadome::test
