#include "stats/sparse_histogram.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace hadome {
namespace {

TEST(SparseHistogram, has_the_quantiles_of_the_sorted_sample) {
    std::mt19937_64 generator(4);
    for (int k = 0; k < 200; ++k) {
        SparseHistogram counts;
        std::vector<std::int64_t> sample;
        const auto n = 1 + generator() % 60;
        for (std::size_t i = 0; i < n; ++i) {
            sample.push_back(static_cast<std::int64_t>(generator() % 20) * 50);
            if (sample.back() < 700) {
                counts.add(sample.back());
            } else {
                sample.back() = 1000;  // the rest
            }
        }
        std::sort(sample.begin(), sample.end());
        for (const std::int64_t level : {0, 50, 250, 500, 750, 950, 1000}) {
            std::size_t rank = 1;  // the least with rank / n >= level / 1000
            while (rank * 1000 < n * static_cast<std::size_t>(level)) {
                ++rank;
            }
            EXPECT_EQ(quantile(counts, static_cast<std::int64_t>(n), level, 1000), sample[rank - 1]) << k;
        }
    }
}

TEST(SparseHistogram, is_the_same_however_the_sample_was_split) {
    std::mt19937_64 generator(5);
    SparseHistogram whole;
    SparseHistogram parts[2];
    for (int k = 0; k < 500; ++k) {
        const auto value = static_cast<std::int64_t>(generator() % 30);
        whole.add(value);
        parts[generator() % 2].add(value);
    }
    parts[1].merge(parts[0]);
    EXPECT_EQ(parts[1], whole);
    ByteWriter out;
    whole.write(out);
    const std::string bytes = out.take();
    ByteReader in(bytes);
    SparseHistogram read;
    read.read(in);
    EXPECT_EQ(read, whole);
    EXPECT_TRUE(in.at_end());
}

TEST(SparseHistogram, refuses_bytes_that_are_no_counts) {
    using Bin = SparseHistogram::Bin;
    for (const auto& bins : {std::vector<Bin>{{3, 0}}, {{3, -1}}, {{3, 1}, {3, 1}}, {{3, 1}, {2, 1}}}) {
        ByteWriter out;
        out.put_all(bins);
        const std::string bytes = out.take();
        ByteReader in(bytes);
        SparseHistogram read;
        EXPECT_THROW(read.read(in), IoError);
    }
}

}  // namespace
}  // namespace hadome
