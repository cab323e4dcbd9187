#pragma once

#include "hdf5/file.hpp"
#include "results/verify.hpp"

namespace hadome {

/// Checks that what must add up does, to the last yen where the figures are whole and within the rounding of doubles
/// elsewhere. \param scenarios of the run \pre the file is as the schema says \throws IoError if it cannot be read
void check_conservation(const hdf5::File& file, std::int64_t scenarios, Verification& verification);

}  // namespace hadome
