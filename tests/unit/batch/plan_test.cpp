#include "batch/plan.hpp"

#include <gmock/gmock.h>

#include "batch/dealer.hpp"

namespace hadome {
namespace {

using ::testing::ElementsAre;

TEST(ItemsOf, cuts_at_multiples_so_that_an_item_is_the_same_whoever_asks) {
    EXPECT_THAT(items_of({0, 40}), ElementsAre(NumberRange{0, 16}, NumberRange{16, 32}, NumberRange{32, 40}));
    EXPECT_THAT(items_of({20, 33}), ElementsAre(NumberRange{20, 32}, NumberRange{32, 33}));
    EXPECT_THAT(items_of({5, 5}), ElementsAre());
}

TEST(Dealer, deals_everything_once_in_hands_that_become_smaller) {
    NumberSet pile({0, 100'000});
    Dealer dealer(pile, 8);
    NumberSet dealt;
    std::vector<std::int64_t> sizes;
    for (NumberRange hand = dealer.deal(2); hand.size() > 0; hand = dealer.deal(2)) {
        dealt.add(hand);
        sizes.push_back(hand.size());
    }
    EXPECT_EQ(dealt, pile);
    EXPECT_TRUE(std::is_sorted(sizes.rbegin(), sizes.rend()));
    EXPECT_EQ(sizes.front(), 2 * 64 * item_size);
    EXPECT_EQ(sizes[sizes.size() - 2], item_size);
    EXPECT_EQ(dealer.deal(2).size(), 0);
}

TEST(Dealer, keeps_to_the_boundaries_of_items_in_a_pile_with_gaps) {
    NumberSet pile;
    pile.add({3, 5});
    pile.add({30, 70});
    Dealer dealer(pile, 1);
    EXPECT_EQ(dealer.deal(1), (NumberRange{3, 5}));
    EXPECT_EQ(dealer.deal(1), (NumberRange{30, 32}));
    EXPECT_EQ(dealer.deal(1), (NumberRange{32, 48}));
    EXPECT_EQ(dealer.deal(1), (NumberRange{48, 64}));
    EXPECT_EQ(dealer.deal(1), (NumberRange{64, 70}));
}

TEST(Dealer, gives_the_only_item_to_the_first_who_asks) {
    Dealer dealer(NumberSet({0, 1}), 1000);
    EXPECT_EQ(dealer.deal(1), (NumberRange{0, 1}));
    EXPECT_EQ(dealer.deal(1).size(), 0);
}

}  // namespace
}  // namespace hadome
