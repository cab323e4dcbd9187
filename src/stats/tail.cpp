#include "stats/tail.hpp"

#include <algorithm>
#include <functional>

namespace hadome {

void TailBuffer::add(TailEntry entry) {
    if (capacity_ == 0 || (full_ && entry < smallest_kept_)) {
        return;
    }
    entries_.push_back(entry);
    if (entries_.size() / 2 >= capacity_) {
        shrink();
    }
}

void TailBuffer::merge(const TailBuffer& other) {
    for (const TailEntry& entry : other.entries_) {
        add(entry);
    }
}

void TailBuffer::shrink() {
    const auto border = entries_.begin() + static_cast<std::ptrdiff_t>(capacity_) - 1;
    std::nth_element(entries_.begin(), border, entries_.end(), std::greater<>{});
    smallest_kept_ = *border;
    full_ = true;
    entries_.resize(capacity_);
}

std::vector<TailEntry> TailBuffer::descending() const {
    std::vector<TailEntry> sorted = entries_;
    std::sort(sorted.begin(), sorted.end(), std::greater<>{});
    sorted.resize(std::min(sorted.size(), capacity_));
    return sorted;
}

void TailBuffer::write(ByteWriter& out) const {
    out.put(static_cast<std::uint64_t>(capacity_));
    out.put_all(descending());
}

void TailBuffer::read(ByteReader& in) {
    const auto capacity = in.get<std::uint64_t>();
    const std::vector<TailEntry> entries = in.get_all<TailEntry>();
    if (capacity != capacity_ || entries.size() > capacity_ ||
        !std::is_sorted(entries.begin(), entries.end(), std::greater<>{})) {
        throw IoError("a list of the largest is damaged");
    }
    *this = TailBuffer(capacity_);
    for (const TailEntry& entry : entries) {
        add(entry);
    }
}

}  // namespace hadome
