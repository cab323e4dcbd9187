#include "story/supply_history.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace hadome::test {
namespace {

/// What is lacking at each tick, and the steps that say so.
struct Course {
    std::vector<Fixed> lacking;
    std::vector<SupplyHistory::Step> steps;
};

Course random_course(std::mt19937_64& generator) {
    Course course;
    course.lacking.assign(100, Fixed::zero());
    for (Tick time = static_cast<Tick>(generator() % 20); time < 100; time += 1 + static_cast<Tick>(generator() % 9)) {
        const Fixed lacking = Fixed::from_raw(static_cast<std::int64_t>(generator() % 4));
        course.steps.push_back({time, lacking});
        std::fill(course.lacking.begin() + time, course.lacking.end(), lacking);
    }
    return course;
}

TEST(SupplyHistory, answers_as_a_list_of_ticks_would) {
    for (unsigned seed = 0; seed < 50; ++seed) {
        std::mt19937_64 generator(seed);
        const Course course = random_course(generator);
        const SupplyHistory history(course.steps);
        for (Tick until = 0; until < 100; ++until) {
            const auto end = course.lacking.begin() + until + 1;
            EXPECT_EQ(history.at(until), *(end - 1));
            EXPECT_EQ(history.least(-1, until), Fixed::zero());
            Tick since = until;
            while (*(end - 1) > Fixed::zero() && since > 0 &&
                   course.lacking[static_cast<std::size_t>(since - 1)] > Fixed::zero()) {
                --since;
            }
            EXPECT_EQ(history.lacking_since(until), since);
            for (Tick from = 0; from <= until; ++from) {
                EXPECT_EQ(history.least(from, until), *std::min_element(course.lacking.begin() + from, end));
            }
        }
    }
}

TEST(SupplyHistory, is_whole_where_nothing_happened) {
    const SupplyHistory history;
    EXPECT_EQ(history.at(5), Fixed::zero());
    EXPECT_EQ(history.least(0, 5), Fixed::zero());
    EXPECT_EQ(history.lacking_since(5), 5);
}

}  // namespace
}  // namespace hadome::test
