#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "core/bytes.hpp"

namespace hadome {

/// The lowest numbers of a set of scenarios, the same however the set was split and merged.
class FirstScenarios {
public:
    static constexpr std::size_t capacity = 100;

    void add(std::int64_t scenario) {
        numbers_.insert(std::lower_bound(numbers_.begin(), numbers_.end(), scenario), scenario);
        numbers_.resize(std::min(numbers_.size(), capacity));
    }
    void merge(const FirstScenarios& other) {
        for (const std::int64_t scenario : other.numbers_) {
            add(scenario);
        }
    }
    /// Rising, at most `capacity`.
    const std::vector<std::int64_t>& numbers() const { return numbers_; }

    void write(ByteWriter& out) const { out.put_all(numbers_); }
    /// \throws IoError for what is no such list
    void read(ByteReader& in) {
        numbers_ = in.get_all<std::int64_t>();
        if (numbers_.size() > capacity || !std::is_sorted(numbers_.begin(), numbers_.end())) {
            throw IoError("a list of scenarios is damaged");
        }
    }
    friend bool operator==(const FirstScenarios&, const FirstScenarios&) = default;

private:
    std::vector<std::int64_t> numbers_;
};

}  // namespace hadome
