#include "results/row_places.hpp"

#include <gtest/gtest.h>

#include <random>

namespace hadome {
namespace {

TEST(RowPlaces, counts_the_marked_scenarios_before_each) {
    std::mt19937_64 generator{3};
    for (const NumberRange window : {NumberRange{0, 1}, NumberRange{5, 69}, NumberRange{1000, 1777}}) {
        // Marked on two ranks, each of which has every other block of ten.
        RowPlaces ours(window, 40);
        RowPlaces theirs(window, 40);
        std::vector<std::int64_t> marked;
        for (std::int64_t scenario = window.first; scenario < window.last; ++scenario) {
            if (generator() % 3 == 0 || scenario % 64 == 63) {
                (scenario / 10 % 2 == 0 ? ours : theirs).mark(scenario);
                marked.push_back(scenario);
            }
        }
        for (std::size_t k = 0; k < ours.marks().size(); ++k) {
            ours.marks()[k] += theirs.marks()[k];
        }
        ours.count();
        EXPECT_EQ(ours.rows(), 40 + static_cast<std::int64_t>(marked.size()));
        for (std::size_t k = 0; k < marked.size(); ++k) {
            EXPECT_EQ(ours.row_of(marked[k]), 40 + static_cast<std::int64_t>(k));
        }
    }
}

TEST(RowPlaces, has_no_rows_without_marks) {
    RowPlaces places({0, 0}, 7);
    places.count();
    EXPECT_EQ(places.rows(), 7);
    EXPECT_TRUE(places.marks().empty());
}

}  // namespace
}  // namespace hadome
