#include "core/check.hpp"

namespace hadome {

void fail_check(const char* kind, const char* condition, const char* file, int line) {
    throw InternalError(std::string(file) + ":" + std::to_string(line) + ": " + kind + " does not hold: " + condition);
}

}  // namespace hadome
