#include "model/shares.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <numeric>
#include <random>

#include "core/check.hpp"

namespace hadome {
namespace {

std::int64_t sum_of(const std::vector<Fixed>& shares) {
    return std::accumulate(shares.begin(), shares.end(), std::int64_t{0},
                           [](std::int64_t sum, Fixed share) { return sum + share.raw(); });
}

TEST(Shares, SumToOneExactly) {
    std::mt19937_64 bits(20060613);
    for (const std::size_t size : {1U, 2U, 3U, 7U, 47U, 1000U, 20000U}) {
        for (const double spread : {0.0, 1.0, 30.0}) {
            std::vector<double> weights(size);
            for (double& weight : weights) {
                weight = std::exp(spread * (static_cast<double>(bits() >> 11) * 0x1p-53 - 0.5));
            }
            const std::vector<Fixed> shares = shares_of(weights);
            ASSERT_EQ(sum_of(shares), Fixed::one_raw);
            const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
            for (std::size_t i = 0; i < size; ++i) {
                ASSERT_NEAR(shares[i].to_double(), weights[i] / total, 0x1p-36 * 1.001) << "off by one unit at most";
            }
        }
    }
}

TEST(Shares, LargestRemainderByHand) {
    // 2^36 = 3 x 22906492245 + 1: the odd unit goes to the first of equal remainders.
    const std::vector<Fixed> shares = shares_of(std::vector<double>{1.0, 1.0, 1.0});
    EXPECT_EQ(shares[0].raw(), 22906492246);
    EXPECT_EQ(shares[1].raw(), 22906492245);
    EXPECT_EQ(shares[2].raw(), 22906492245);
}

TEST(Shares, NothingFromNothing) {
    const std::vector<Fixed> shares = shares_of(std::vector<double>{0.0, 5.0, 0.0});
    EXPECT_EQ(shares[0], Fixed::zero());
    EXPECT_EQ(shares[1], Fixed::one());
    EXPECT_THROW(shares_of(std::vector<double>{0.0, 0.0}), InternalError);
    EXPECT_THROW(shares_of(std::vector<double>{2.0, -1.0}), InternalError);
}

}  // namespace
}  // namespace hadome
