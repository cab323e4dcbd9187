// What the tables of worms, campaigns and information sharing come to in the model.

#include <gmock/gmock.h>

#include "input_files.hpp"
#include "random/chance.hpp"

namespace hadome::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

const std::string cyber = R"toml([run]
scenarios = 10
seed = 1
[[sector]]
id = "power"
[[sector]]
id = "finance"
[[region]]
id = "A"
population = 100
[[region]]
id = "B"
population = 300
[[function]]
id = "grid"
sector = "power"
[[function]]
id = "bank"
sector = "finance"
[[platform]]
id = "os"
[[platform_use]]
platform = "os"
function = "bank"
patched = 0.25
[[platform_use]]
platform = "os"
function = "grid"
[[worm]]
id = "w"
platform = "os"
rate = 0.3
infection_rate = "1 /d"
restoration = "3 d"
[[campaign]]
id = "lockers"
ja = "身代金"
kind = "ransomware"
rate = "2 /a"
sectors = ["finance"]
functions = "grid"
targets = 3
success = 0.5
displacement = 0.75
lateral = 0.5
containment = "exponential(mean=2 d)"
detection = "lognormal(median=12 h, sigma=1)"
restoration = "lognormal(median=10 d, sigma=1)"
[[campaign]]
id = "flood"
kind = "ddos"
rate = 5
functions = ["bank"]
duration = "lognormal(median=3 h, sigma=1)"
capacity_left = 0.2
restoration = "never"
[[cyber_target]]
function = "bank"
attractiveness = 8
split = "population"
success = 0.5
[[cyber_target]]
function = "bank"
campaign = "flood"
attractiveness = 3
[[cyber_link]]
from = "bank"
to = "grid"
scope = "named:B"
probability = 0.25
delay = "exponential(mean=6 h)"
[[sharing]]
id = "isac"
sectors = ["finance"]
delay = "4 h"
immunity = 0.5
detection_factor = 0.25
restoration_factor = 0.75
)toml";

TEST(Cyber, DumpIsAFixedPoint) {
    const LoadedInput first = load_text(cyber);
    EXPECT_EQ(load_text(first.resolved).resolved, first.resolved);
    for (const char* line :
         {"patched = 0.25\n", "patched = 0\n", "ja = \"身代金\"\n", "en = \"flood\"\n", "kind = \"ddos\"\n",
          "targets = 3\n", "targets = 1\n", "displacement = 0.75\n", "lateral = 0\n", "lateral = 0.5\n",
          "duration = \"lognormal(median=3 h, sigma=1)\"\n", "functions = [\"grid\"]\n", "split = \"each\"\n",
          "scope = \"named:B\"\n", "detection_factor = 0.25\n"}) {
        EXPECT_THAT(first.resolved, HasSubstr(line));
    }
    EXPECT_NE(load_text(cyber + "note = \"x\"\n").digest, first.digest);
}

TEST(Cyber, Campaigns) {
    const Model model = load_text(cyber).model;
    ASSERT_EQ(model.campaigns.size(), 2U);
    const CampaignSource& lockers = model.campaigns[0];
    EXPECT_EQ(lockers.kind, CampaignKind::ransomware);
    EXPECT_EQ(lockers.label.ja, "身代金");
    EXPECT_EQ(lockers.rate, 2.0);
    EXPECT_EQ(lockers.attempts, 3);
    EXPECT_EQ(lockers.displacement, chance_word(0.75));
    EXPECT_EQ(lockers.lateral, 0.5);
    EXPECT_EQ(lockers.containment.a, 48.0);
    EXPECT_EQ(lockers.damage.detection.kind, Distribution::Kind::lognormal);
    EXPECT_FALSE(lockers.duration);
    std::vector<double> attractiveness;
    for (const CampaignTarget& target : lockers.targets) {
        attractiveness.push_back(target.attractiveness);
    }
    EXPECT_THAT(attractiveness, ElementsAre(1.0, 1.0, 2.0, 6.0));
    EXPECT_EQ(lockers.targets[0].success, chance_word(0.5));
    EXPECT_EQ(lockers.targets[3].success, chance_word(0.25));

    const CampaignSource& flood = model.campaigns[1];
    EXPECT_EQ(flood.lateral, 0.0);
    ASSERT_TRUE(flood.duration);
    EXPECT_EQ(flood.duration->a, 3.0);
    EXPECT_TRUE(flood.damage.permanent);
    ASSERT_EQ(flood.targets.size(), 2U);
    EXPECT_EQ(flood.targets[1].attractiveness, 3.0);
    EXPECT_EQ(flood.targets[1].success, certain_word);
    EXPECT_EQ(load_text(cyber + "[[campaign]]\nid = \"apt\"\nkind = \"targeted\"\nrate = 1\nrestoration = 1\n")
                  .model.campaigns[2]
                  .lateral,
              1.0);
}

TEST(Cyber, LinksPatchesAndSharing) {
    const Model model = load_text(cyber).model;
    ASSERT_EQ(model.cyber_links.size(), 2U);
    const CyberLink& link = model.cyber_links_from(NodeId{2}).front();
    EXPECT_EQ(model.nodes[link.to].name, "grid@B");
    EXPECT_EQ(link.probability, 0.25);
    EXPECT_EQ(model.cyber_delays[static_cast<std::size_t>(link.rule)].a, 6.0);
    const auto exposures = model.exposures_of(PlatformId{0});
    EXPECT_EQ(exposures[0].patched, 0U);
    EXPECT_EQ(exposures[3].patched, chance_word(0.25));
    ASSERT_EQ(model.sharing_schemes.size(), 1U);
    const SharingScheme& isac = model.sharing_schemes[SharingId{0}];
    EXPECT_EQ(isac.delay.a, 4.0);
    EXPECT_EQ(isac.immunity, chance_word(0.5));
    EXPECT_EQ(isac.detection_factor, 0.25);
    EXPECT_EQ(isac.restoration_factor, 0.75);
    EXPECT_TRUE(model.memberships_of(NodeId{0}).empty());
    EXPECT_EQ(model.memberships_of(NodeId{3}).size(), 1U);
}

TEST(Cyber, NearestAsksWhereRegionsLie) {
    std::string text = cyber;
    text.replace(text.find("named:B"), 7, "nearest");
    const InputFiles files(Texts{{"run.toml", text}});
    EXPECT_THAT(text_of(files.errors()), HasSubstr("region 'A' has no lat"));
}

}  // namespace
}  // namespace hadome::test
