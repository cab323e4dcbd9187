#include "input/entry.hpp"

namespace hadome {

const SourcePosition& Entry::where(const std::string& key) const {
    const SourcePosition& own = datum(key).where;
    return own.file.empty() ? where_ : own;
}

}  // namespace hadome
