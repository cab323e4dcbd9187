#include "core/columns.hpp"

#include <gtest/gtest.h>

#include "core/check.hpp"

namespace hadome {
namespace {

const std::vector<Column> all_kinds{{"event", std::vector<std::int64_t>{7, -8}},
                                    {"rate", std::vector<double>{0.5, -0.0}},
                                    {"region", std::vector<std::string>{"", "北海道"}}};

TEST(Columns, ComeBackFromTheirBytes) {
    EXPECT_EQ(columns_from_bytes(to_bytes(all_kinds)), all_kinds);
    EXPECT_TRUE(columns_from_bytes(to_bytes(std::vector<Column>{})).empty());
    EXPECT_EQ(all_kinds[2].size(), 2U);
}

TEST(Columns, BytesThatAreCutShortAreRefused) {
    const std::string bytes = to_bytes(all_kinds);
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        EXPECT_THROW(columns_from_bytes(bytes.substr(0, size)), IoError) << size;
    }
}

}  // namespace
}  // namespace hadome
