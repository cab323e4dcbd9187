#pragma once

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <map>
#include <vector>

#include "core/bytes.hpp"
#include "core/check.hpp"

namespace hadome {

/// Numbers [first, last).
struct NumberRange {
    std::int64_t first = 0;
    std::int64_t last = 0;
    std::int64_t size() const { return last - first; }
    friend bool operator==(const NumberRange&, const NumberRange&) = default;
};

/// A set of whole numbers, kept as ranges that neither overlap nor touch. No number may be added twice.
class NumberSet {
public:
    NumberSet() = default;
    explicit NumberSet(NumberRange range) { add(range); }

    bool empty() const { return ranges_.empty(); }
    std::int64_t size() const { return size_; }
    /// The smallest. \pre not empty
    std::int64_t front() const { return ranges_.begin()->first; }
    std::vector<NumberRange> ranges() const {
        std::vector<NumberRange> all;
        for (const auto& [first, last] : ranges_) {
            all.push_back({first, last});
        }
        return all;
    }
    bool contains_any(NumberRange range) const {
        const auto after = ranges_.lower_bound(range.last);
        return range.size() > 0 && after != ranges_.begin() && std::prev(after)->second > range.first;
    }
    bool contains_any(const NumberSet& others) const {
        return std::any_of(others.ranges_.begin(), others.ranges_.end(), [this](const auto& range) {
            return contains_any({range.first, range.second});
        });
    }

    /// \pre none of them is a member
    void add(NumberRange range) {
        if (range.size() == 0) {
            return;
        }
        HADOME_EXPECT(range.size() > 0 && !contains_any(range));
        size_ += range.size();
        auto after = ranges_.lower_bound(range.first);
        if (after != ranges_.end() && after->first == range.last) {
            range.last = after->second;
            after = ranges_.erase(after);
        }
        if (after != ranges_.begin() && std::prev(after)->second == range.first) {
            std::prev(after)->second = range.last;
        } else {
            ranges_.emplace_hint(after, range.first, range.last);
        }
    }
    void add_all(const NumberSet& other) {
        for (const auto& [first, last] : other.ranges_) {
            add({first, last});
        }
    }
    /// Those of `range` that are no members.
    NumberSet missing_from(NumberRange range) const {
        NumberSet missing;
        for (const auto& [first, last] : ranges_) {
            if (last <= range.first || first >= range.last) {
                continue;
            }
            if (first > range.first) {
                missing.add({range.first, first});
            }
            range.first = last;
        }
        if (range.first < range.last) {
            missing.add(range);
        }
        return missing;
    }
    /// Takes the smallest out, at most `count` of them and no further than the first gap. \pre not empty
    NumberRange take(std::int64_t count) {
        HADOME_EXPECT(!empty() && count > 0);
        const auto smallest = ranges_.begin();
        const NumberRange taken{smallest->first, std::min(smallest->first + count, smallest->second)};
        const std::int64_t last = smallest->second;
        ranges_.erase(smallest);
        if (taken.last < last) {
            ranges_.emplace(taken.last, last);
        }
        size_ -= taken.size();
        return taken;
    }

    void write(ByteWriter& out) const { out.put_all(ranges()); }
    /// \throws IoError for what is no such set, of numbers from 0
    void read(ByteReader& in) {
        *this = NumberSet();
        std::int64_t last = -1;
        for (const NumberRange& range : in.get_all<NumberRange>()) {
            if (range.first <= last || range.last <= range.first) {
                throw IoError("a set of numbers is damaged");
            }
            add(range);
            last = range.last;
        }
    }
    friend bool operator==(const NumberSet&, const NumberSet&) = default;

private:
    std::map<std::int64_t, std::int64_t> ranges_;  ///< first to last
    std::int64_t size_ = 0;
};

}  // namespace hadome
