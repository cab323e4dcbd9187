#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>

namespace hadome {

/// 64-bit hash of a qualified name (XXH3). Identity of an entity is its name: streams of random numbers and ties
/// go by it, so a row inserted elsewhere changes no other node's fate.
std::uint64_t name_hash(std::string_view name);

/// Where a measure splits a row of the input, or makes another of it for some functions, the new row is called by the
/// old name, this sign and a number. No id of an input holds the sign.
inline constexpr char twin_sign = '#';
/// The name without what follows the sign: rows that were one row share it, and with it their random numbers.
std::string original_name(std::string_view name);

/// Hash of a path of parts, each already a hash or a small number: (event, node, "residual").
std::uint64_t combine_hashes(std::initializer_list<std::uint64_t> parts);

/// 128-bit digest of a byte string as 32 hexadecimal digits (XXH3-128): names an input, finds a damaged file.
std::string digest_of(std::string_view bytes);

/// The digest of bytes that come piece by piece.
class Digester {
public:
    Digester();
    Digester(const Digester&) = delete;
    Digester& operator=(const Digester&) = delete;
    ~Digester();

    void add(std::string_view bytes);
    /// As `digest_of` all bytes added so far.
    std::string text() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace hadome
