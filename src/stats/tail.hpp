#pragma once

#include <algorithm>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/bytes.hpp"

namespace hadome {

/// One observation and the scenario it belongs to; ordered by value, then by scenario, so that ties have one order.
struct TailEntry {
    std::int64_t value = 0;
    std::int64_t scenario = 0;
    friend auto operator<=>(const TailEntry&, const TailEntry&) = default;
};

/// The `capacity` largest observations of a sample, the same set however the sample was split and merged.
class TailBuffer {
public:
    explicit TailBuffer(std::size_t capacity = 0) : capacity_{capacity} {}

    void add(TailEntry entry);
    void merge(const TailBuffer& other);
    std::size_t capacity() const { return capacity_; }
    /// Observations kept, at most the capacity.
    std::size_t size() const { return std::min(entries_.size(), capacity_); }
    /// Largest first.
    std::vector<TailEntry> descending() const;

    void write(ByteWriter& out) const;
    /// Replaces what is kept. \throws IoError for what is no such buffer, or has another capacity
    void read(ByteReader& in);
    /// The same capacity and the same largest observations.
    friend bool operator==(const TailBuffer& a, const TailBuffer& b) {
        return a.capacity_ == b.capacity_ && a.descending() == b.descending();
    }

private:
    void shrink();

    std::size_t capacity_;
    std::vector<TailEntry> entries_;  ///< fewer than twice the capacity, cut back lazily
    bool full_ = false;               ///< it was cut back once: smaller entries than `smallest_kept_` cannot matter
    TailEntry smallest_kept_;
};

}  // namespace hadome
