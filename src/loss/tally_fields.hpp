#pragma once

#include <array>
#include <concepts>
#include <type_traits>
#include <vector>

#include "core/bytes.hpp"
#include "core/check.hpp"

/// How one field of a tally is merged, written and read, whatever its type: a sum, something that merges itself, or a
/// table of either. A table keeps the size that the tally's shape gave it.
namespace hadome {

template <class Field>
concept MergesItself = requires(Field& into, const Field& from) {
    into.merge(from);
};
template <class Field>
concept WritesItself = requires(const Field& field, ByteWriter& out) {
    field.write(out);
};

template <class Field>
requires(!MergesItself<Field>) void merge_field(Field& into, const Field& from) {
    into += from;
}
template <MergesItself Field>
void merge_field(Field& into, const Field& from) {
    into.merge(from);
}
template <class Item, std::size_t size>
void merge_field(std::array<Item, size>& into, const std::array<Item, size>& from) {
    for (std::size_t k = 0; k < size; ++k) {
        merge_field(into[k], from[k]);
    }
}
template <class Item>
void merge_field(std::vector<Item>& into, const std::vector<Item>& from) {
    HADOME_EXPECT(into.size() == from.size());
    for (std::size_t k = 0; k < into.size(); ++k) {
        merge_field(into[k], from[k]);
    }
}

template <class Field>
requires(std::is_trivially_copyable_v<Field> && !WritesItself<Field>) void write_field(ByteWriter& out,
                                                                                       const Field& field) {
    out.put(field);
}
template <WritesItself Field>
void write_field(ByteWriter& out, const Field& field) {
    field.write(out);
}
template <class Item, std::size_t size>
requires(!std::is_trivially_copyable_v<Item>) void write_field(ByteWriter& out, const std::array<Item, size>& field) {
    for (const Item& item : field) {
        write_field(out, item);
    }
}
template <class Item>
void write_field(ByteWriter& out, const std::vector<Item>& field) {
    if constexpr (std::is_trivially_copyable_v<Item>) {
        out.put_all(field);
    } else {
        for (const Item& item : field) {
            write_field(out, item);
        }
    }
}

template <class Field>
requires(std::is_trivially_copyable_v<Field> && !WritesItself<Field>) void read_field(ByteReader& in, Field& field) {
    field = in.get<Field>();
}
template <WritesItself Field>
void read_field(ByteReader& in, Field& field) {
    field.read(in);
}
template <class Item, std::size_t size>
requires(!std::is_trivially_copyable_v<Item>) void read_field(ByteReader& in, std::array<Item, size>& field) {
    for (Item& item : field) {
        read_field(in, item);
    }
}
/// \throws IoError when the table is not of the size that the shape says
template <class Item>
void read_field(ByteReader& in, std::vector<Item>& field) {
    if constexpr (std::is_trivially_copyable_v<Item>) {
        std::vector<Item> read = in.get_all<Item>();
        if (read.size() != field.size()) {
            throw IoError("a tally is not of the shape that it says");
        }
        field = std::move(read);
    } else {
        for (Item& item : field) {
            read_field(in, item);
        }
    }
}

}  // namespace hadome
