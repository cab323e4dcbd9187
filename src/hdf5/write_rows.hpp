#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "hdf5/file.hpp"
#include "parallel/communicator.hpp"

namespace hadome::hdf5 {

/// Consecutive rows of a dataset of whole numbers, row by row.
struct RowBlock {
    std::int64_t first = 0;                ///< row in the dataset
    std::span<const std::int64_t> values;  ///< rows x columns
};

/// No rank hands more than this to one collective call: MPI-IO counts bytes in int, and rows are copied once on the
/// way.
inline constexpr std::size_t row_piece_bytes = std::size_t{256} << 20;

/// Collective: every rank writes its own blocks of a reserved dataset; a rank with none takes part all the same.
/// Blocks of different ranks do not overlap.
/// \param path of the dataset, from the root group
/// \pre blocks by rising row
/// \throws AgreedError on every rank if one of them fails
void write_rows(File& file, const std::string& path, std::span<const RowBlock> blocks, Communicator& communicator,
                std::size_t piece_bytes = row_piece_bytes);

}  // namespace hadome::hdf5
