#include "loss/threat_game.hpp"

#include <gmock/gmock.h>

#include <numeric>
#include <random>

namespace hadome {
namespace {

using ::testing::ElementsAre;

/// v() = 0, v(A) = 10, v(B) = 4, v(AB) = 20, v(C) = 0, v(AC) = 10, v(BC) = 9, v(ABC) = 30.
constexpr ThreatGame published{0, 10, 4, 20, 0, 10, 9, 30};

TEST(ThreatGame, has_the_shapley_values_of_the_published_case) {
    // 14 2/3, 11 1/6, 4 1/6
    EXPECT_THAT(sixfold_shapley_of(published), ElementsAre(88, 67, 25));
}

TEST(ThreatGame, has_dividends_that_were_worked_out_by_hand) {
    EXPECT_THAT(dividends_of(published), ElementsAre(0, 10, 4, 6, 0, 0, 5, 5));
}

TEST(ThreatGame, what_happens_without_any_class_is_nobodys) {
    ThreatGame with_given = published;
    for (Jpy& loss : with_given) {
        loss += 7;
    }
    EXPECT_EQ(sixfold_shapley_of(with_given), sixfold_shapley_of(published));
    EXPECT_EQ(dividends_of(with_given)[0], 7);
}

TEST(ThreatGame, dividends_and_values_add_up_to_the_loss_with_all_classes) {
    std::mt19937_64 generator(1);
    for (int number = 0; number < 1000; ++number) {
        ThreatGame game{};
        for (Jpy& loss : game) {
            loss = static_cast<Jpy>(generator() % 1'000'000'007);
        }
        const auto dividends = dividends_of(game);
        const auto values = sixfold_shapley_of(game);
        EXPECT_EQ(std::accumulate(dividends.begin(), dividends.end(), Jpy{0}), game.back());
        EXPECT_EQ(std::accumulate(values.begin(), values.end(), Jpy{0}), 6 * (game.back() - game.front()));
    }
}

TEST(ThreatGame, names_its_sets) {
    EXPECT_EQ(threat_set_name(0), "none");
    EXPECT_EQ(threat_set_name(2), "cyber");
    EXPECT_EQ(threat_set_name(5), "unintended+disaster");
    EXPECT_EQ(threat_set_name(7), "unintended+cyber+disaster");
}

TEST(ThreatGameTally, merges_and_comes_back_from_bytes) {
    ThreatGameTally whole;
    ThreatGameTally first;
    ThreatGameTally second;
    const ThreatGame other{1, 2, 3, 5, 8, 13, 21, 34};
    whole.add(published, 6);
    whole.add(other, 2);
    first.add(published, 6);
    second.add(other, 2);
    second.merge(first);
    EXPECT_EQ(second, whole);
    EXPECT_EQ(whole.simulated, 8);
    EXPECT_EQ(whole.loss[3].sum(), 25);
    EXPECT_EQ(whole.dividend[6].sum(), 5 + (21 - 3 - 8 + 1));
    ByteWriter out;
    whole.write(out);
    const std::string bytes = out.take();
    ByteReader in(bytes);
    ThreatGameTally read;
    read.read(in);
    EXPECT_EQ(read, whole);
    EXPECT_TRUE(in.at_end());
}

}  // namespace
}  // namespace hadome
