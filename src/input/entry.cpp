#include "input/entry.hpp"

namespace hadome {

const SourcePosition& Entry::where(const std::string& key) const {
    const SourcePosition& own = datum(key).where;
    return own.line > 0 ? own : where_;
}

}  // namespace hadome
