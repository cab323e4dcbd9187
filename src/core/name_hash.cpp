#include "core/name_hash.hpp"

#include <xxhash.h>

#include <array>
#include <cstdio>

namespace hadome {

std::uint64_t name_hash(std::string_view name) {
    return XXH3_64bits(name.data(), name.size());
}

std::uint64_t combine_hashes(std::initializer_list<std::uint64_t> parts) {
    return XXH3_64bits(parts.begin(), parts.size() * sizeof(std::uint64_t));
}

std::string digest_of(std::string_view bytes) {
    const XXH128_hash_t hash = XXH3_128bits(bytes.data(), bytes.size());
    std::array<char, 33> text{};
    std::snprintf(text.data(), text.size(), "%016llx%016llx", static_cast<unsigned long long>(hash.high64),
                  static_cast<unsigned long long>(hash.low64));
    return std::string(text.data());
}

}  // namespace hadome
