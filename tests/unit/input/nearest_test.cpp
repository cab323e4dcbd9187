#include "input/nearest.hpp"

#include <gmock/gmock.h>

#include <vector>

namespace hadome {
namespace {

const std::vector<std::string> known{"population", "product", "capacity", "lat", "lon"};

TEST(Nearest, FindsSlips) {
    EXPECT_EQ(nearest_word("populaton", known), "population");  // a letter missing
    EXPECT_EQ(nearest_word("Prodcut", known), "product");       // neighbours exchanged, letter case
    EXPECT_EQ(nearest_word("lta", known), "lat");
    EXPECT_EQ(nearest_word("capacities", known), "capacity");
}

TEST(Nearest, IsSilentWhenNothingIsNear) {
    EXPECT_EQ(nearest_word("temperature", known), "");
    EXPECT_EQ(nearest_word("xyz", known), "");
    EXPECT_EQ(nearest_word(std::string(100000, 'x'), known), "");
    EXPECT_EQ(nearest_word("", known), "");
}

TEST(Nearest, RemedyListsAFewWords) {
    EXPECT_EQ(spelling_remedy("lt", known), "did you mean 'lat'?");
    EXPECT_EQ(spelling_remedy("temperature", known), "use one of: population, product, capacity, lat, lon");
    EXPECT_EQ(spelling_remedy("x", std::vector<std::string>(100, "unlike")), "check the spelling");
}

}  // namespace
}  // namespace hadome
