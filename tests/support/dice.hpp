#pragma once

#include <cstdint>
#include <random>
#include <utility>
#include <vector>

namespace hadome::test {

/// Whole random numbers that are the same with every library. Each throw has a statement of its own where it is used:
/// the order in which arguments are evaluated is unspecified.
class Dice {
public:
    explicit Dice(std::mt19937_64& generator) : generator_{generator} {}

    std::int64_t below(std::int64_t bound) {
        return static_cast<std::int64_t>(generator_() % static_cast<std::uint64_t>(bound));
    }
    /// True once in `n`.
    bool once_in(std::int64_t n) { return below(n) == 0; }
    template <class T>
    T one_of(const std::vector<T>& values) {
        return values[static_cast<std::size_t>(below(static_cast<std::int64_t>(values.size())))];
    }
    template <class T>
    void shuffle(std::vector<T>& values) {
        for (std::size_t k = values.size(); k > 1; --k) {
            std::swap(values[k - 1], values[static_cast<std::size_t>(below(static_cast<std::int64_t>(k)))]);
        }
    }

private:
    std::mt19937_64& generator_;
};

}  // namespace hadome::test
