#include "core/name_hash.hpp"

#include <xxhash.h>

#include <array>
#include <cstdio>

namespace hadome {

std::uint64_t name_hash(std::string_view name) {
    return XXH3_64bits(name.data(), name.size());
}

std::string original_name(std::string_view name) {
    return std::string(name.substr(0, name.find(twin_sign)));
}

std::uint64_t combine_hashes(std::initializer_list<std::uint64_t> parts) {
    return XXH3_64bits(parts.begin(), parts.size() * sizeof(std::uint64_t));
}

namespace {

std::string digits_of(XXH128_hash_t hash) {
    std::array<char, 33> text{};
    std::snprintf(text.data(), text.size(), "%016llx%016llx", static_cast<unsigned long long>(hash.high64),
                  static_cast<unsigned long long>(hash.low64));
    return std::string(text.data());
}

}  // namespace

std::string digest_of(std::string_view bytes) {
    return digits_of(XXH3_128bits(bytes.data(), bytes.size()));
}

struct Digester::State {
    struct Free {
        void operator()(XXH3_state_t* state) const { XXH3_freeState(state); }
    };
    std::unique_ptr<XXH3_state_t, Free> xxh{XXH3_createState()};
};

Digester::Digester() : state_{std::make_unique<State>()} {
    XXH3_128bits_reset(state_->xxh.get());
}

Digester::~Digester() = default;

void Digester::add(std::string_view bytes) {
    XXH3_128bits_update(state_->xxh.get(), bytes.data(), bytes.size());
}

std::string Digester::text() const {
    return digits_of(XXH3_128bits_digest(state_->xxh.get()));
}

}  // namespace hadome
