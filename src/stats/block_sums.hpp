#pragma once

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <vector>

#include "core/bytes.hpp"
#include "core/check.hpp"
#include "core/fixed.hpp"

namespace hadome {

/// Sums of several quantities over blocks of consecutive observations, for errors of whatever is made of the quantities
/// together: blocks are independent where observations are. Exact; parts of a sample may be summed in different places.
class BlockSums {
public:
    /// More would not make errors better: 512 blocks know a variance to 6 %.
    static constexpr std::int64_t most_blocks = 512;

    BlockSums() = default;
    /// \param numbers observations are numbered from 0 to below this; which of them there are is counted
    BlockSums(std::size_t quantities, std::int64_t numbers)
        : quantities_{quantities}, block_size_{std::max<std::int64_t>(1, (numbers + most_blocks - 1) / most_blocks)} {
        const auto blocks = static_cast<std::size_t>((numbers + block_size_ - 1) / block_size_);
        observations_.assign(blocks, 0);
        sums_.assign(blocks * quantities, 0);
    }

    void count(std::int64_t number) { ++observations_[block_of(number)]; }
    /// A quantity of an observation that is counted; it may come in several parts.
    void add(std::int64_t number, std::size_t quantity, std::int64_t value) {
        HADOME_EXPECT(quantity < quantities_);
        sums_[block_of(number) * quantities_ + quantity] += value;
    }

    std::size_t quantities() const { return quantities_; }
    std::size_t blocks() const { return observations_.size(); }
    std::int64_t observations(std::size_t block) const { return observations_[block]; }
    std::int64_t observations() const {
        return std::accumulate(observations_.begin(), observations_.end(), std::int64_t{0});
    }
    /// Blocks with an observation: what the errors rest on.
    std::int64_t filled_blocks() const {
        return std::count_if(observations_.begin(), observations_.end(), [](std::int64_t count) { return count > 0; });
    }
    Wide sum(std::size_t block, std::size_t quantity) const { return sums_[block * quantities_ + quantity]; }

    void merge(const BlockSums& other) {
        HADOME_EXPECT(sums_.size() == other.sums_.size() && block_size_ == other.block_size_);
        for (std::size_t i = 0; i < sums_.size(); ++i) {
            sums_[i] += other.sums_[i];
        }
        for (std::size_t b = 0; b < observations_.size(); ++b) {
            observations_[b] += other.observations_[b];
        }
    }
    void write(ByteWriter& out) const {
        out.put_all(observations_);
        out.put_all(sums_);
    }
    /// Replaces the sums by those of a sample with the same numbers. \throws IoError for others
    void read(ByteReader& in) {
        auto observations = in.get_all<std::int64_t>();
        auto sums = in.get_all<Wide>();
        if (observations.size() != observations_.size() || sums.size() != sums_.size()) {
            throw IoError("sums of blocks are damaged");
        }
        observations_ = std::move(observations);
        sums_ = std::move(sums);
    }
    friend bool operator==(const BlockSums&, const BlockSums&) = default;

private:
    std::size_t block_of(std::int64_t number) const {
        const auto block = static_cast<std::size_t>(number / block_size_);
        HADOME_EXPECT(block < observations_.size());
        return block;
    }

    std::size_t quantities_ = 0;
    std::int64_t block_size_ = 1;
    std::vector<std::int64_t> observations_;  ///< [block]
    std::vector<Wide> sums_;                  ///< [block][quantity]
};

}  // namespace hadome
