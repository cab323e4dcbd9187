// What must hold of any model, on random ones.

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <random>
#include <string>
#include <tuple>
#include <vector>

#include "core/name_hash.hpp"
#include "support/dice.hpp"
#include "support/draft.hpp"
#include "support/random_model.hpp"
#include "unit/cascade/simulators.hpp"

namespace hadome::test {
namespace {

const int model_count = random_model_count(1000);

Journal run(const SimulatorUnderTest& simulator, const RandomCase& one) {
    return simulator.simulate(one.model, one.cap, one.scenario, {});
}

std::string text_of(const Change& change) {
    return std::to_string(change.time) + " " + std::to_string(change.node.value()) + " " +
           std::to_string(change.deficit.raw()) + " " + std::to_string(change.cause.value()) +
           (change.compound ? " compound" : "");
}

std::string text_of(const Journal& journal) {
    std::string text;
    for (const Change& change : journal.changes) {
        text += text_of(change) + "\n";
    }
    return text + "end " + std::to_string(journal.end) + " stuck " + std::to_string(journal.stuck) + " dropped " +
           std::to_string(journal.dropped) + ", unmet " + std::to_string(journal.unmet.size());
}

/// Damages stand in the order of their onsets. \return [damage before] where it stands now
std::vector<DamageId> sort_by_onset(Scenario& scenario) {
    std::vector<std::size_t> order(scenario.damages.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const std::vector<Damage> before = scenario.damages.items();
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return before[a].onset < before[b].onset; });
    std::vector<DamageId> place(order.size());
    for (std::size_t k = 0; k < order.size(); ++k) {
        place[order[k]] = DamageId::from_size(k);
        scenario.damages[DamageId::from_size(k)] = before[order[k]];
    }
    return place;
}

/// A time and a node at which `better` lacks more than `worse`; empty if there is none.
std::string worse_anywhere(const RandomCase& one, const Journal& better, const Journal& worse) {
    const auto deficits = [&](const Journal& journal) {
        std::vector<std::vector<Fixed>> of(one.model.nodes.size(),
                                           std::vector<Fixed>(static_cast<std::size_t>(one.cap) + 1));
        for (const Change& change : journal.changes) {
            std::vector<Fixed>& row = of[change.node.offset()];
            std::fill(row.begin() + static_cast<std::ptrdiff_t>(change.time), row.end(), change.deficit);
        }
        return of;
    };
    const auto low = deficits(better);
    const auto high = deficits(worse);
    for (std::size_t time = 0; time <= static_cast<std::size_t>(one.cap); ++time) {
        for (std::size_t node = 0; node < low.size(); ++node) {
            if (low[node][time] > high[node][time]) {
                return "node " + std::to_string(node) + " at " + std::to_string(time);
            }
        }
    }
    return "";
}

class Property : public testing::TestWithParam<SimulatorUnderTest> {};

TEST_P(Property, a_shift_in_time_changes_nothing_else) {
    for (int number = 0; number < model_count; ++number) {
        std::mt19937_64 generator(static_cast<std::uint64_t>(number));
        const RandomCase one = random_case(generator);
        constexpr Tick ticks = 137;
        Journal expected = run(GetParam(), one);
        for (Change& change : expected.changes) {
            change.time += ticks;
        }
        expected.end += expected.changes.empty() ? 0 : ticks;
        ASSERT_EQ(text_of(run(GetParam(), shifted(one, ticks))), text_of(expected)) << "model " << number;
    }
}

TEST_P(Property, the_order_of_nodes_changes_nothing) {
    for (int number = 0; number < model_count; ++number) {
        std::mt19937_64 generator(static_cast<std::uint64_t>(number));
        const RandomCase one = random_case(generator);
        const std::vector<NodeId> place = random_places(generator, one.model.nodes.size());
        Journal expected = run(GetParam(), one);
        for (Change& change : expected.changes) {
            change.node = place[change.node.offset()];
        }
        std::sort(expected.changes.begin(), expected.changes.end(),
                  [](const Change& a, const Change& b) { return std::tie(a.time, a.node) < std::tie(b.time, b.node); });
        ASSERT_EQ(text_of(run(GetParam(), renumbered(one, place))), text_of(expected)) << "model " << number;
    }
}

/// What happens to nodes that have nothing to do with each other is what happens to each alone: no state depends on
/// instants at which nothing is due there.
TEST_P(Property, others_that_are_not_linked_change_nothing) {
    for (int number = 0; number < model_count; ++number) {
        std::mt19937_64 generator(static_cast<std::uint64_t>(number));
        const RandomCase one = random_case(generator);
        // A node that fails and recovers at every other tick, after all others by index, name and damage.
        RandomCase two = one;
        Node node;
        node.name = "z";
        node.hash = name_hash(node.name);
        node.function = FunctionId{0};
        node.region = RegionId{0};
        const NodeId added = two.model.nodes.push_back(node);
        two.model.crew_duties.resize(one.model.crew_duties.empty() ? 0 : two.model.nodes.size() * damage_kind_count);
        lay_out(two.model, drafts_of(one.model));
        Event event;
        event.name = name_hash("elsewhere");
        const EventId elsewhere = two.scenario.events.push_back(event);
        for (Tick onset = 0; onset < one.cap; onset += 2) {
            Damage damage;
            damage.node = added;
            damage.event = elsewhere;
            damage.onset = onset;
            damage.first_stage = static_cast<std::int32_t>(two.scenario.stages.size());
            two.scenario.stages.push_back({1, Fixed::one()});
            damage.last_stage = static_cast<std::int32_t>(two.scenario.stages.size());
            two.scenario.damages.push_back(damage);
        }
        const std::vector<DamageId> place = sort_by_onset(two.scenario);
        Journal expected = run(GetParam(), one);
        Journal found = run(GetParam(), two);
        for (Change& change : expected.changes) {
            change.cause = change.cause.valid() ? place[change.cause.offset()] : change.cause;
        }
        found.changes.erase(std::remove_if(found.changes.begin(), found.changes.end(),
                                           [&](const Change& change) { return change.node == added; }),
                            found.changes.end());
        found.end = expected.end;
        ASSERT_EQ(text_of(found), text_of(expected)) << "model " << number;
    }
}

TEST_P(Property, less_damage_never_means_a_larger_deficit) {
    int softened = 0;
    for (int number = 0; number < model_count; ++number) {
        std::mt19937_64 generator(static_cast<std::uint64_t>(number));
        const RandomCase one = random_case(generator, {.monotone = true});
        const Journal worse = run(GetParam(), one);
        // Each of what hardening can do, to a damage picked at random.
        Dice dice(generator);
        for (int way = 0; way < 4; ++way) {
            RandomCase hard = one;
            const auto picked = DamageId::from_size(
                static_cast<std::size_t>(dice.below(static_cast<std::int64_t>(one.scenario.damages.size()))));
            Damage& damage = hard.scenario.damages[picked];
            for (std::int32_t k = damage.first_stage; k < damage.last_stage; ++k) {
                Stage& stage = hard.scenario.stages[static_cast<std::size_t>(k)];
                if (way == 0) {
                    stage.deficit = Fixed::from_raw(stage.deficit.raw() / 3);
                } else if (way == 1) {
                    stage.deficit = Fixed::zero();
                } else if (way == 2 && stage.until < never) {
                    stage.until = (stage.until + 1) / 2;
                }
            }
            damage.detection = way == 3 ? 0 : damage.detection;
            const Journal better = run(GetParam(), hard);
            softened += better.changes == worse.changes ? 0 : 1;
            ASSERT_EQ(worse_anywhere(one, better, worse), "") << "model " << number << " way " << way;
        }
        for (const FunctionId function : ids_of(one.model.functions)) {
            const Journal better = GetParam().simulate(one.model, one.cap, one.scenario, Treatment{function});
            ASSERT_EQ(worse_anywhere(one, better, worse), "") << "model " << number << " never hit";
        }
    }
    EXPECT_GT(softened, model_count);  // the comparison would be empty otherwise
}

TEST_P(Property, another_supplier_of_which_one_is_enough_never_hurts) {
    int helped = 0;
    for (int number = 0; number < model_count; ++number) {
        std::mt19937_64 generator(static_cast<std::uint64_t>(number));
        const RandomCase one = random_case(generator, {.monotone = true});
        const Journal worse = run(GetParam(), one);
        Dice dice(generator);
        std::vector<Draft> drafts = drafts_of(one.model);
        for (std::size_t k = 0; k < drafts.size(); ++k) {
            if (drafts[k].group.combine != Combine::any) {
                continue;
            }
            RandomCase more = one;
            std::vector<Draft> changed = drafts;
            changed[k].suppliers.push_back({NodeId::from_size(static_cast<std::size_t>(
                                                dice.below(static_cast<std::int64_t>(one.model.nodes.size())))),
                                            Fixed::zero()});
            lay_out(more.model, changed);
            const Journal better = run(GetParam(), more);
            helped += better.changes == worse.changes ? 0 : 1;
            ASSERT_EQ(worse_anywhere(one, better, worse), "") << "model " << number << " group " << k;
        }
    }
    EXPECT_GT(helped, model_count / 20);
}

TEST_P(Property, whoever_is_down_has_a_cause_and_only_they) {
    for (int number = 0; number < model_count; ++number) {
        std::mt19937_64 generator(static_cast<std::uint64_t>(number));
        for (const Change& change : run(GetParam(), random_case(generator)).changes) {
            ASSERT_EQ(change.cause.valid(), change.deficit > Fixed::zero()) << "model " << number;
            ASSERT_TRUE(!change.compound || change.deficit > Fixed::zero()) << "model " << number;
        }
    }
}

/// The model without one of its mechanisms.
struct Without {
    const char* name;
    void (*strip)(RandomCase&);
};

void strip_groups(RandomCase& one, void (*strip)(Draft&)) {
    std::vector<Draft> drafts = drafts_of(one.model);
    for (Draft& draft : drafts) {
        strip(draft);
    }
    lay_out(one.model, drafts);
}

const std::vector<Without> mechanisms{
    {"stores", [](RandomCase& one) { strip_groups(one, [](Draft& draft) { draft.stores.clear(); }); }},
    {"more than one store",
     [](RandomCase& one) {
         strip_groups(one, [](Draft& draft) { draft.stores.resize(std::min<std::size_t>(draft.stores.size(), 1)); });
     }},
    {"a store a site", [](RandomCase& one) { strip_groups(one, [](Draft& draft) { draft.group.per_site = false; }); }},
    {"failed starts",
     [](RandomCase& one) {
         strip_groups(one, [](Draft& draft) {
             for (Store& store : draft.stores) {
                 store.start_failure = 0;
             }
         });
     }},
    {"refilling by others",
     [](RandomCase& one) {
         strip_groups(one, [](Draft& draft) {
             for (Store& store : draft.stores) {
                 store.refilled_by = GroupId{};
             }
         });
     }},
    {"refilling in time",
     [](RandomCase& one) {
         strip_groups(one, [](Draft& draft) {
             for (Store& store : draft.stores) {
                 store.refill = store.refilled_by.valid() ? store.refill : 0;
             }
         });
     }},
    {"lags", [](RandomCase& one) { strip_groups(one, [](Draft& draft) { draft.group.lag = 0; }); }},
    {"claims",
     [](RandomCase& one) {
         strip_groups(one, [](Draft& draft) {
             for (Supplier& supplier : draft.suppliers) {
                 supplier.claim = ClaimId{};
             }
         });
     }},
    {"repair services", [](RandomCase& one) { strip_groups(one, [](Draft& draft) { draft.group.repairs = 0; }); }},
    {"least speed",
     [](RandomCase& one) {
         for (Node& node : one.model.nodes) {
             node.min_speed = Fixed::zero();
         }
     }},
    {"crews", [](RandomCase& one) { one.model.crew_duties.clear(); }},
    {"urgency",
     [](RandomCase& one) {
         for (CrewDuty& duty : one.model.crew_duties) {
             duty.urgency = 0;
         }
     }},
    {"ignored repeats",
     [](RandomCase& one) {
         for (Node& node : one.model.nodes) {
             node.repeat = Repeat::overlap;
         }
     }},
    {"black start",
     [](RandomCase& one) {
         for (Node& node : one.model.nodes) {
             node.black_start = false;
         }
     }},
    {"threat classes",
     [](RandomCase& one) {
         for (Event& event : one.scenario.events) {
             event.threat = ThreatClass::cyber;
         }
     }},
    {"detection",
     [](RandomCase& one) {
         for (Damage& damage : one.scenario.damages) {
             damage.detection = 0;
         }
     }},
};

/// The comparisons on random models would be empty otherwise.
TEST_P(Property, every_mechanism_decides_some_of_the_random_models) {
    std::vector<int> decided(mechanisms.size());
    for (int number = 0; number < model_count; ++number) {
        std::mt19937_64 generator(static_cast<std::uint64_t>(number));
        const RandomCase one = random_case(generator);
        const std::string whole = text_of(run(GetParam(), one));
        for (std::size_t k = 0; k < mechanisms.size(); ++k) {
            RandomCase stripped = one;
            mechanisms[k].strip(stripped);
            decided[k] += text_of(run(GetParam(), stripped)) != whole ? 1 : 0;
        }
    }
    for (std::size_t k = 0; k < mechanisms.size(); ++k) {
        RecordProperty(mechanisms[k].name, decided[k]);
        EXPECT_GT(decided[k], model_count / 50) << mechanisms[k].name;
    }
}

INSTANTIATE_TEST_SUITE_P(All, Property, all_simulators(), simulator_name);

}  // namespace
}  // namespace hadome::test
