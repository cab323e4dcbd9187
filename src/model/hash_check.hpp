#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace hadome {

struct NamedHash {
    std::uint64_t hash = 0;
    std::string name;
};

/// Two entries that share a hash, if there are any: their fates would be drawn from the same random numbers.
std::optional<std::pair<NamedHash, NamedHash>> find_collision(std::vector<NamedHash> hashes);

}  // namespace hadome
