#include "input/value.hpp"

#include <algorithm>

#include "core/check.hpp"

namespace hadome {

const Member* find_member(const std::vector<Member>& members, const std::string& key) {
    const auto found = std::find_if(members.begin(), members.end(), [&](const Member& m) { return m.key == key; });
    return found == members.end() ? nullptr : &*found;
}

std::string name_of(Value::Kind kind) {
    using Kind = Value::Kind;
    switch (kind) {
        case Kind::text: return "text";
        case Kind::integer: return "a whole number";
        case Kind::real: return "a number";
        case Kind::boolean: return "true or false";
        case Kind::list: return "an array";
        case Kind::table: return "a table";
        case Kind::date: return "a date or time";
    }
    throw InternalError("unknown kind of value");
}

}  // namespace hadome
