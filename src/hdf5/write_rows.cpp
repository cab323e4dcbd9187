#include "hdf5/write_rows.hpp"

#include <hdf5.h>

#include <algorithm>
#include <functional>
#include <numeric>
#include <vector>

#include "core/check.hpp"
#include "hdf5/error.hpp"
#include "parallel/agree.hpp"
#include "parallel/mpi_communicator.hpp"

namespace hadome::hdf5 {
namespace {

/// Blocks of one size at equal distances, as ranks have that are dealt work in turn. One selection covers them all.
struct Comb {
    hsize_t first = 0;
    hsize_t rows = 0;
    hsize_t stride = 1;
    hsize_t teeth = 0;
};

using Piece = std::vector<RowBlock>;

struct Table {
    std::vector<hsize_t> shape;
    std::size_t columns = 1;  ///< values a row
};

Table table_of(hid_t dataset, const std::string& doing) {
    const Handle space = checked_handle(H5Dget_space(dataset), H5Sclose, doing);
    Table table;
    table.shape.resize(static_cast<std::size_t>(checked(H5Sget_simple_extent_ndims(space.id()), doing)));
    checked(H5Sget_simple_extent_dims(space.id(), table.shape.data(), nullptr), doing);
    table.columns = std::accumulate(table.shape.begin() + 1, table.shape.end(), std::size_t{1}, std::multiplies<>());
    HADOME_ENSURE(table.columns > 0);
    return table;
}

void check_blocks(std::span<const RowBlock> blocks, const Table& table) {
    std::int64_t next = 0;
    for (const RowBlock& block : blocks) {
        HADOME_EXPECT(block.first >= next);
        HADOME_EXPECT(block.values.size() % table.columns == 0);
        next = block.first + static_cast<std::int64_t>(block.values.size() / table.columns);
    }
    HADOME_EXPECT(next <= static_cast<std::int64_t>(table.shape.front()));
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

/// All that a rank needs for one collective call, made before it: a rank that failed on the way there would leave the
/// others waiting.
struct Transfer {
    std::vector<std::int64_t> values;
    Handle file_space;
    Handle memory_space;
};

Transfer prepare(hid_t dataset, const Table& table, const Piece& piece, const std::string& doing) {
    Transfer transfer;
    for (const RowBlock& block : piece) {
        transfer.values.insert(transfer.values.end(), block.values.begin(), block.values.end());
    }
    const hsize_t count = transfer.values.size();
    transfer.file_space = selection(dataset, table.shape, combs_of(piece, table.columns), doing);
    transfer.memory_space = checked_handle(H5Screate_simple(1, &count, nullptr), H5Sclose, doing);
    return transfer;
}

Handle transfer_properties(const Communicator& communicator, const std::string& doing) {
    Handle properties = checked_handle(H5Pcreate(H5P_DATASET_XFER), H5Pclose, doing);
    if (dynamic_cast<const MpiCommunicator*>(&communicator) != nullptr) {
        checked(H5Pset_dxpl_mpio(properties.id(), H5FD_MPIO_COLLECTIVE), doing);
    }
    return properties;
}

}  // namespace

void write_rows(File& file, const std::string& path, std::span<const RowBlock> blocks, Communicator& communicator,
                std::size_t piece_bytes) {
    const std::string doing = "write dataset '" + path + "' of '" + file.path() + "'";
    Handle dataset;
    Handle properties;
    Table table;
    std::vector<Piece> pieces;
    agree(communicator, [&] {
        dataset = checked_handle(H5Dopen2(file.id(), path.c_str(), H5P_DEFAULT), H5Dclose, doing);
        properties = transfer_properties(communicator, doing);
        table = table_of(dataset.id(), doing);
        check_blocks(blocks, table);
        pieces =
            cut(blocks, table.columns, std::max<std::size_t>(piece_bytes / (table.columns * sizeof(std::int64_t)), 1));
    });
    pieces.resize(static_cast<std::size_t>(communicator.all_max(static_cast<std::int64_t>(pieces.size()))));
    for (const Piece& piece : pieces) {
        Transfer transfer;
        agree(communicator, [&] { transfer = prepare(dataset.id(), table, piece, doing); });
        agree(communicator, [&] {
            checked(H5Dwrite(dataset.id(), H5T_NATIVE_INT64, transfer.memory_space.id(), transfer.file_space.id(),
                             properties.id(), transfer.values.data()),
                    doing);
        });
    }
}

}  // namespace hadome::hdf5
