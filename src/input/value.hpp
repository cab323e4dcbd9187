#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/diagnostics.hpp"

namespace hadome {

struct Member;

/// A piece of input as written, whatever the file format, with its position.
struct Value {
    enum class Kind {
        text,     ///< quoted text of TOML, or a cell of CSV
        integer,  ///< the rest only in TOML
        real,
        boolean,
        list,
        table,
        date
    };
    Kind kind = Kind::text;
    SourcePosition where;
    std::string text;
    std::int64_t integer = 0;  ///< also 0 or 1 of a boolean
    double real = 0.0;
    std::vector<Value> items;     ///< of a list
    std::vector<Member> members;  ///< of a table, in file order
};

struct Member {
    std::string key;
    SourcePosition where;  ///< of the key
    Value value;
};

/// The member of that key, or nothing.
const Member* find_member(const std::vector<Member>& members, const std::string& key);

/// "text", "a whole number", ...: for messages about a wrong type.
std::string name_of(Value::Kind kind);

}  // namespace hadome
