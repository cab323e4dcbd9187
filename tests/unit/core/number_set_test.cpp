#include "core/number_set.hpp"

#include <gmock/gmock.h>

#include <limits>
#include <random>
#include <set>

namespace hadome {
namespace {

using ::testing::ElementsAre;

TEST(NumberSet, joins_ranges_that_touch) {
    NumberSet set;
    set.add({10, 20});
    set.add({30, 40});
    set.add({20, 30});
    EXPECT_THAT(set.ranges(), ElementsAre(NumberRange{10, 40}));
    EXPECT_EQ(set.size(), 30);
    set.add({50, 50});
    EXPECT_EQ(set.size(), 30);
}

TEST(NumberSet, refuses_a_number_twice) {
    NumberSet set({10, 20});
    for (const NumberRange& range :
         {NumberRange{19, 21}, NumberRange{9, 11}, NumberRange{12, 13}, NumberRange{0, 99}}) {
        EXPECT_THROW(set.add(range), InternalError);
    }
    EXPECT_FALSE(set.contains_any({0, 10}));
    EXPECT_FALSE(set.contains_any({20, 30}));
}

TEST(NumberSet, does_what_a_set_of_numbers_does) {
    std::mt19937 generator(3);
    const auto below = [&](int limit) { return static_cast<std::int64_t>(generator() % static_cast<unsigned>(limit)); };
    for (int round = 0; round < 300; ++round) {
        NumberSet set;
        std::set<std::int64_t> plain;
        for (int k = 0; k < 20; ++k) {
            const std::int64_t first = below(100);
            const NumberRange range{first, first + below(8)};
            const bool clash = plain.lower_bound(range.first) != plain.lower_bound(range.last);
            ASSERT_EQ(set.contains_any(range), clash);
            if (!clash) {
                set.add(range);
                for (std::int64_t number = range.first; number < range.last; ++number) {
                    plain.insert(number);
                }
            }
        }
        const NumberSet missing = set.missing_from({10, 90});
        std::int64_t count = 0;
        for (std::int64_t number = 10; number < 90; ++number) {
            const bool is_missing = !plain.contains(number);
            ASSERT_EQ(missing.contains_any({number, number + 1}), is_missing);
            count += is_missing ? 1 : 0;
        }
        ASSERT_EQ(missing.size(), count);
        ByteWriter out;
        set.write(out);
        const std::string bytes = out.take();
        ByteReader in(bytes);
        NumberSet again;
        again.read(in);
        ASSERT_EQ(again, set);
        std::int64_t left = static_cast<std::int64_t>(plain.size());
        while (!set.empty()) {
            const NumberRange taken = set.take(3);
            ASSERT_EQ(taken.first, *plain.begin());
            ASSERT_LE(taken.size(), 3);
            for (std::int64_t number = taken.first; number < taken.last; ++number) {
                ASSERT_EQ(plain.erase(number), 1U);
            }
            left -= taken.size();
            ASSERT_EQ(set.size(), left);
        }
    }
}

TEST(NumberSet, refuses_bytes_that_are_no_set) {
    for (const auto& ranges :
         {std::vector<NumberRange>{{3, 3}},
          {{5, 2}},
          {{0, 9}, {8, 10}},
          {{0, 9}, {9, 10}},
          {{-1, 4}},
          {{std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()}}}) {
        ByteWriter out;
        out.put_all(ranges);
        const std::string bytes = out.take();
        ByteReader in(bytes);
        NumberSet set;
        EXPECT_THROW(set.read(in), IoError);
    }
}

}  // namespace
}  // namespace hadome
