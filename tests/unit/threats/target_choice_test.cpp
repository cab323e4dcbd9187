#include "threats/target_choice.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <vector>

#include "threat_model.hpp"

namespace hadome {
namespace {

using namespace testing_models;

constexpr std::uint64_t campaigns = 40'000;

double tolerance(double p) {
    return 4.0 * std::sqrt(p * (1.0 - p) / campaigns);
}

/// Nodes that campaign k gets into, in order.
std::vector<NodeId> entries(const TargetChoice& choice, std::uint64_t k) {
    std::vector<TargetChoice::Ranked> ranked;
    std::vector<Victim> victims;
    choice.draw({1, 0, 0}, candidate_name(ThreatClass::cyber, 5, k), ranked, victims);
    std::vector<NodeId> nodes;
    for (const Victim& victim : victims) {
        EXPECT_EQ(victim.since, 0);
        nodes.push_back(victim.node);
    }
    return nodes;
}

/// Four nodes of attractiveness 1, 2, 3 and 4; all attempts get in.
struct Choice {
    Model model = nodes_in_one_region(4);
    CampaignSource source;

    explicit Choice(std::int32_t attempts = 1) {
        source.attempts = attempts;
        for (const NodeId node : ids_of(model.nodes)) {
            source.targets.push_back({node, 1.0 + node.value(), certain_word});
        }
    }
    std::vector<NodeId> entries(std::uint64_t k) const { return hadome::entries(TargetChoice(model, source), k); }
};

TEST(TargetChoice, ProbabilitiesAreSharesOfAttractiveness) {
    const Choice two(2);
    const TargetChoice choice(two.model, two.source);
    std::map<std::pair<int, int>, int> count;
    for (std::uint64_t k = 0; k < campaigns; ++k) {
        const std::vector<NodeId> nodes = entries(choice, k);
        ASSERT_EQ(nodes.size(), 2U);
        ++count[{nodes[0].value(), nodes[1].value()}];
    }
    for (int first = 0; first < 4; ++first) {
        const double share = (1.0 + first) / 10.0;
        int all = 0;
        for (int second = 0; second < 4; ++second) {
            all += count[{first, second}];
            // The next is chosen alike among those left.
            const double both = first == second ? 0.0 : share * (1.0 + second) / (9.0 - first);
            EXPECT_NEAR(count[std::pair(first, second)] / double{campaigns}, both, tolerance(both));
        }
        EXPECT_NEAR(all / double{campaigns}, share, tolerance(share));
    }
}

TEST(TargetChoice, AHardenedTargetDisplacesToTheNextInTheOrder) {
    const Choice order(4);
    Choice hardened;
    hardened.source.targets[3].success = 0;
    int moved = 0;
    for (std::uint64_t k = 0; k < 2000; ++k) {
        const std::vector<NodeId> all = order.entries(k);
        hardened.source.displacement = certain_word;
        const NodeId instead = all[0] == NodeId{3} ? all[1] : all[0];
        moved += all[0] == NodeId{3} ? 1 : 0;
        EXPECT_EQ(hardened.entries(k), std::vector{instead});
        hardened.source.displacement = 0;
        EXPECT_EQ(hardened.entries(k), all[0] == NodeId{3} ? std::vector<NodeId>{} : std::vector{all[0]});
    }
    EXPECT_GT(moved, 700);
}

TEST(TargetChoice, ANodeThatGrowsAttractivePassesOthersAndNoOtherPair) {
    const Choice before(4);
    Choice after(4);
    after.source.targets[1].attractiveness = 20.0;
    int passed = 0;
    for (std::uint64_t k = 0; k < 2000; ++k) {
        std::vector<NodeId> old_order = before.entries(k);
        std::vector<NodeId> new_order = after.entries(k);
        passed += old_order != new_order ? 1 : 0;
        std::erase(old_order, NodeId{1});
        std::erase(new_order, NodeId{1});
        EXPECT_EQ(old_order, new_order);
    }
    EXPECT_GT(passed, 500);
}

TEST(TargetChoice, AnAttemptGetsInWithTheGeometricChanceOfItsDisplacements) {
    // Each try gets in with s; after a failure it goes on with d: s / (1 - (1 - s) d), but for (.7 x .6)^60 of the
    // last of 60 nodes.
    Choice choice;
    choice.model = nodes_in_one_region(60);
    choice.source.targets.clear();
    for (const NodeId node : ids_of(choice.model.nodes)) {
        choice.source.targets.push_back({node, 1.0, chance_word(0.3)});
    }
    choice.source.displacement = chance_word(0.6);
    const TargetChoice drawn(choice.model, choice.source);
    double in = 0.0;
    for (std::uint64_t k = 0; k < campaigns; ++k) {
        in += static_cast<double>(entries(drawn, k).size());
    }
    const double p = 0.3 / (1.0 - 0.7 * 0.6);
    EXPECT_NEAR(in / campaigns, p, tolerance(p));
}

TEST(TargetChoice, WithCertainSuccessDisplacementChangesNothing) {
    Choice never_displaced(2);
    Choice displaced(2);
    displaced.source.displacement = certain_word;
    for (std::uint64_t k = 0; k < 1000; ++k) {
        EXPECT_EQ(never_displaced.entries(k), displaced.entries(k));
    }
}

TEST(TargetChoice, HalvingSuccessOnlyTakesEntriesAwayWithoutDisplacement) {
    Choice whole(3);
    Choice half(3);
    for (std::size_t i = 0; i < 4; ++i) {
        whole.source.targets[i].success = chance_word(0.8);
        half.source.targets[i].success = chance_word(0.4);
    }
    std::size_t taken = 0;
    for (std::uint64_t k = 0; k < 2000; ++k) {
        const std::vector<NodeId> all = whole.entries(k);
        const std::vector<NodeId> left = half.entries(k);
        for (const NodeId node : left) {
            EXPECT_NE(std::find(all.begin(), all.end(), node), all.end());
        }
        taken += all.size() - left.size();
    }
    EXPECT_GT(taken, 1000U);
}

TEST(TargetChoice, MoreAttemptsThanNodesTryEachOnce) {
    Choice choice(100);
    EXPECT_EQ(choice.entries(0).size(), 4U);
    choice.source.displacement = certain_word;
    for (CampaignTarget& target : choice.source.targets) {
        target.success = 0;
    }
    EXPECT_TRUE(choice.entries(0).empty());
}

}  // namespace
}  // namespace hadome
