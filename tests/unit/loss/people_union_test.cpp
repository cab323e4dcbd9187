#include "loss/people_union.hpp"

#include <gtest/gtest.h>

#include <map>
#include <random>

namespace hadome {
namespace {

/// Nodes of some functions in some regions, several to a place now and then, a few serving nobody.
Model random_places(std::mt19937_64& generator) {
    Model model;
    const auto regions = 1 + generator() % 3;
    const auto functions = 1 + generator() % 6;
    for (std::size_t k = 0; k < regions; ++k) {
        model.regions.push_back({});
    }
    for (std::size_t k = 0; k < functions; ++k) {
        model.functions.push_back({});
    }
    for (int k = 0; k < 12; ++k) {
        Node node;
        node.function = FunctionId::from_size(generator() % functions);
        node.region = RegionId::from_size(generator() % regions);
        node.people = static_cast<std::int64_t>(generator() % 4) * 1000;
        model.nodes.push_back(node);
    }
    return model;
}

Journal random_journal(std::mt19937_64& generator, const Model& model) {
    Journal journal;
    Tick time = 0;
    for (int k = 0; k < 40; ++k) {
        time += static_cast<Tick>(generator() % 3);
        Change change;
        change.time = time;
        change.node = NodeId::from_size(generator() % model.nodes.size());
        change.deficit = Fixed::from_double(static_cast<double>(generator() % 5) / 4.0);
        journal.changes.push_back(change);
    }
    journal.end = time + static_cast<Tick>(generator() % 5);
    return journal;
}

/// Tick by tick.
std::vector<Wide> by_hand(const Model& model, const Journal& journal) {
    std::vector<Wide> sums(model.regions.size(), 0);
    IndexVector<NodeId, Fixed> deficits(model.nodes.size());
    auto change = journal.changes.begin();
    for (Tick t = 0; t < journal.end; ++t) {
        for (; change != journal.changes.end() && change->time <= t; ++change) {
            deficits[change->node] = change->deficit;
        }
        for (const RegionId region : ids_of(model.regions)) {
            std::map<FunctionId, Wide> lacking;
            for (const NodeId node : ids_of(model.nodes)) {
                if (model.nodes[node].region == region) {
                    lacking[model.nodes[node].function] += Wide{deficits[node].raw()} * model.nodes[node].people;
                }
            }
            Wide most = 0;
            for (const auto& [function, people] : lacking) {
                most = std::max(most, people);
            }
            sums[region.offset()] += most;
        }
    }
    return sums;
}

TEST(PeopleUnion, is_the_largest_over_functions_at_every_tick) {
    std::mt19937_64 generator(7);
    for (int k = 0; k < 300; ++k) {
        const Model model = random_places(generator);
        PeopleUnion people(model);
        for (int again = 0; again < 3; ++again) {  // nothing of one scenario is left in the next
            const Journal journal = random_journal(generator, model);
            EXPECT_TRUE(people.assess(journal).by_region.items() == by_hand(model, journal)) << k;
        }
        EXPECT_EQ(people.assess(Journal{}).hours(), 0);
    }
}

TEST(PeopleUnion, in_hours_is_rounded_once) {
    PeopleLoss loss;
    const Wide half = Wide{Fixed::one_raw} * ticks_per_hour / 2;
    loss.by_region.push_back(half);
    EXPECT_EQ(loss.hours(), 1);
    loss.by_region.push_back(half - 1);
    EXPECT_EQ(loss.hours(), 1);
    loss.by_region.push_back(-half);
    EXPECT_EQ(loss.hours(), 0);
}

}  // namespace
}  // namespace hadome
