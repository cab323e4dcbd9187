#include "results/row_places.hpp"

#include <bit>
#include <limits>

#include "core/check.hpp"

namespace hadome {
namespace {

constexpr std::int64_t word_bits = 64;

int bits_in(std::int64_t word) {
    return std::popcount(static_cast<std::uint64_t>(word));
}

std::size_t word_at(std::int64_t offset) {
    return static_cast<std::size_t>(offset / word_bits);
}

std::uint64_t bit_at(std::int64_t offset) {
    return std::uint64_t{1} << (offset % word_bits);
}

}  // namespace

RowPlaces::RowPlaces(NumberRange window, std::int64_t rows_before)
    : window_{window},
      rows_{rows_before},
      rows_before_{rows_before},
      marks_(static_cast<std::size_t>((window.size() + word_bits - 1) / word_bits)) {
    HADOME_EXPECT(window.size() <= std::numeric_limits<std::uint32_t>::max());
}

void RowPlaces::mark(std::int64_t scenario) {
    const std::int64_t offset = scenario - window_.first;
    std::int64_t& word = marks_[word_at(offset)];
    word = static_cast<std::int64_t>(static_cast<std::uint64_t>(word) | bit_at(offset));
}

void RowPlaces::count() {
    before_.clear();
    before_.reserve(marks_.size());
    std::uint32_t marked = 0;
    for (const std::int64_t word : marks_) {
        before_.push_back(marked);
        marked += static_cast<std::uint32_t>(bits_in(word));
    }
    rows_ = rows_before_ + marked;
}

std::int64_t RowPlaces::row_of(std::int64_t scenario) const {
    const std::int64_t offset = scenario - window_.first;
    const std::size_t word = word_at(offset);
    const std::uint64_t lower = static_cast<std::uint64_t>(marks_[word]) & (bit_at(offset) - 1);
    return rows_before_ + before_[word] + std::popcount(lower);
}

}  // namespace hadome
