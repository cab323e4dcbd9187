#pragma once

#include <string>

#include "input/tables.hpp"

namespace hadome {

/// The whole input as one TOML file with every default written out, in one canonical form: figures in default units
/// with the fewest digits that read back the same. Itself a valid run file that dumps to the same bytes.
std::string dump_tables(const Tables& tables);

}  // namespace hadome
