#include "hdf5/write_rows.hpp"

#include <hdf5.h>

#include <algorithm>
#include <exception>
#include <functional>
#include <numeric>
#include <vector>

#include "core/check.hpp"
#include "hdf5/error.hpp"
#include "parallel/agree.hpp"
#include "parallel/mpi_communicator.hpp"

namespace hadome::hdf5 {
namespace {

/// Blocks of one size at equal distances: what a cyclic deal of work leaves a rank with. One selection covers them all.
struct Comb {
    hsize_t first = 0;
    hsize_t rows = 0;
    hsize_t stride = 1;
    hsize_t teeth = 0;
};

using Piece = std::vector<RowBlock>;

std::vector<hsize_t> shape_of(hid_t dataset, const std::string& doing) {
    const Handle space = checked_handle(H5Dget_space(dataset), H5Sclose, doing);
    std::vector<hsize_t> shape(static_cast<std::size_t>(checked(H5Sget_simple_extent_ndims(space.id()), doing)));
    checked(H5Sget_simple_extent_dims(space.id(), shape.data(), nullptr), doing);
    return shape;
}

/// Cuts the blocks into pieces of at most `most_rows` rows.
std::vector<Piece> cut(std::span<const RowBlock> blocks, std::size_t columns, std::size_t most_rows) {
    std::vector<Piece> pieces;
    std::size_t room = 0;
    for (const RowBlock& block : blocks) {
        const std::size_t rows = block.values.size() / columns;
        for (std::size_t done = 0; done < rows;) {
            if (room == 0) {
                pieces.emplace_back();
                room = most_rows;
            }
            const std::size_t now = std::min(room, rows - done);
            pieces.back().push_back(
                {block.first + static_cast<std::int64_t>(done), block.values.subspan(done * columns, now * columns)});
            done += now;
            room -= now;
        }
    }
    return pieces;
}

std::vector<Comb> combs_of(const Piece& piece, std::size_t columns) {
    std::vector<Comb> combs;
    for (const RowBlock& block : piece) {
        const auto first = static_cast<hsize_t>(block.first);
        const hsize_t rows = block.values.size() / columns;
        if (!combs.empty() && combs.back().rows == rows) {
            Comb& comb = combs.back();
            const hsize_t last = comb.first + (comb.teeth - 1) * comb.stride;
            if (comb.teeth == 1 || first - last == comb.stride) {
                comb.stride = first - last;
                ++comb.teeth;
                continue;
            }
        }
        combs.push_back({first, rows, rows, 1});
    }
    return combs;
}

/// The part of a dataset that one rank writes, nothing if it has no rows.
Handle selection(hid_t dataset, const std::vector<hsize_t>& shape, const std::vector<Comb>& combs,
                 const std::string& doing) {
    Handle space = checked_handle(H5Dget_space(dataset), H5Sclose, doing);
    checked(H5Sselect_none(space.id()), doing);
    for (const Comb& comb : combs) {
        std::vector<hsize_t> start(shape.size(), 0);
        std::vector<hsize_t> stride(shape.size(), 1);
        std::vector<hsize_t> count(shape.size(), 1);
        std::vector<hsize_t> block = shape;
        start[0] = comb.first;
        stride[0] = comb.stride;
        count[0] = comb.teeth;
        block[0] = comb.rows;
        checked(H5Sselect_hyperslab(space.id(), H5S_SELECT_OR, start.data(), stride.data(), count.data(), block.data()),
                doing);
    }
    return space;
}

void write_piece(hid_t dataset, const std::vector<hsize_t>& shape, std::size_t columns, const Piece& piece,
                 hid_t transfer, const std::string& doing) {
    std::vector<std::int64_t> values;
    for (const RowBlock& block : piece) {
        values.insert(values.end(), block.values.begin(), block.values.end());
    }
    const hsize_t count = values.size();
    const Handle file_space = selection(dataset, shape, combs_of(piece, columns), doing);
    const Handle memory_space = checked_handle(H5Screate_simple(1, &count, nullptr), H5Sclose, doing);
    checked(H5Dwrite(dataset, H5T_NATIVE_INT64, memory_space.id(), file_space.id(), transfer, values.data()), doing);
}

}  // namespace

void write_rows(File& file, const std::string& path, std::span<const RowBlock> blocks, Communicator& communicator,
                std::size_t piece_bytes) {
    const std::string doing = "write dataset '" + path + "' of '" + file.path() + "'";
    Handle dataset;
    Handle transfer;
    std::vector<hsize_t> shape;
    std::vector<Piece> pieces;
    std::size_t columns = 1;
    agree(communicator, [&] {
        dataset = checked_handle(H5Dopen2(file.id(), path.c_str(), H5P_DEFAULT), H5Dclose, doing);
        shape = shape_of(dataset.id(), doing);
        columns = std::accumulate(shape.begin() + 1, shape.end(), std::size_t{1}, std::multiplies<>());
        HADOME_EXPECT(columns > 0);
        HADOME_EXPECT(std::is_sorted(blocks.begin(), blocks.end(),
                                     [](const RowBlock& a, const RowBlock& b) { return a.first < b.first; }));
        pieces = cut(blocks, columns, std::max<std::size_t>(piece_bytes / (columns * sizeof(std::int64_t)), 1));
        transfer = checked_handle(H5Pcreate(H5P_DATASET_XFER), H5Pclose, doing);
        if (dynamic_cast<const MpiCommunicator*>(&communicator) != nullptr) {
            checked(H5Pset_dxpl_mpio(transfer.id(), H5FD_MPIO_COLLECTIVE), doing);
        }
    });
    // A rank whose write fails must go on taking part in the others' writes, or they wait for ever.
    std::exception_ptr failed;
    const std::int64_t rounds = communicator.all_max(static_cast<std::int64_t>(pieces.size()));
    pieces.resize(static_cast<std::size_t>(rounds));
    for (const Piece& piece : pieces) {
        try {
            write_piece(dataset.id(), shape, columns, piece, transfer.id(), doing);
        } catch (...) {
            failed = std::current_exception();
        }
    }
    agree(communicator, [&] {
        if (failed) {
            std::rethrow_exception(failed);
        }
    });
}

}  // namespace hadome::hdf5
