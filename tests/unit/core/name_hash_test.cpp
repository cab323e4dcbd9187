#include "core/name_hash.hpp"

#include <gtest/gtest.h>

#include <random>

namespace hadome {
namespace {

TEST(Digester, of_pieces_is_the_digest_of_the_whole) {
    std::mt19937_64 generator(1);
    std::string whole;
    Digester digester;
    EXPECT_EQ(digester.text(), digest_of(""));
    for (int k = 0; k < 200; ++k) {
        const std::string piece(generator() % 3000, static_cast<char>(generator()));
        digester.add(piece);
        whole += piece;
        EXPECT_EQ(digester.text(), digest_of(whole));
    }
}

TEST(Digester, tells_one_bit_from_another) {
    Digester digester;
    digester.add("loss");
    EXPECT_NE(digester.text(), digest_of("losr"));
}

}  // namespace
}  // namespace hadome
