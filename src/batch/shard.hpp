#pragma once

#include <cstdint>

#include "batch/plan.hpp"

namespace hadome {

/// A part of a run that is simulated on its own, in a directory of its own, and merged with the others afterwards.
struct Shard {
    std::int64_t index = 1;  ///< from 1
    std::int64_t count = 1;
    bool is_whole() const { return count == 1; }

    /// Its scenarios: whole items, about as many as any other shard has.
    NumberRange scenarios_of(std::int64_t scenarios) const {
        const std::int64_t items = (scenarios + item_size - 1) / item_size;
        const auto boundary = [&](std::int64_t shards) {
            return std::min(static_cast<std::int64_t>(static_cast<__int128>(items) * shards / count) * item_size,
                            scenarios);
        };
        return {boundary(index - 1), boundary(index)};
    }
    friend bool operator==(const Shard&, const Shard&) = default;
};

}  // namespace hadome
