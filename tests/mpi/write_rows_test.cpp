// Rows written by all ranks together make the file that one rank alone would have made, byte for byte.

#include "hdf5/write_rows.hpp"

#include <gtest/gtest.h>

#include "mpi/environment.hpp"
#include "parallel/agree.hpp"
#include "parallel/serial_communicator.hpp"
#include "support/scratch_directory.hpp"

namespace hadome::test {
namespace {

constexpr std::int64_t item_rows = 5;
constexpr std::int64_t columns = 3;

void reserve_table(const std::string& path, std::int64_t rows) {
    hdf5::File file = hdf5::File::create(path);
    const hdf5::Group root = file.root();
    const hdf5::Axis row = root.reserve_axis("row", {"1", "rows"}, rows);
    const std::vector<std::int64_t> numbers{0, 1, 2};
    const hdf5::Axis across = root.put_axis("column", {"1", "columns"}, std::span<const std::int64_t>(numbers));
    root.reserve("table", {"1", "a table"}, {row, across});
    file.close();
}

/// The rows of this rank's items, every value telling its place.
void fill(const std::string& path, std::int64_t rows, Communicator& communicator, std::size_t piece_bytes) {
    std::vector<std::vector<std::int64_t>> values;
    std::vector<hdf5::RowBlock> blocks;
    for (std::int64_t first = communicator.rank() * item_rows; first < rows; first += communicator.size() * item_rows) {
        std::vector<std::int64_t>& block = values.emplace_back();
        for (std::int64_t at = first * columns; at < std::min(first + item_rows, rows) * columns; ++at) {
            block.push_back(at * at);
        }
        blocks.push_back({first, {}});
    }
    for (std::size_t k = 0; k < blocks.size(); ++k) {
        blocks[k].values = values[k];
    }
    hdf5::File file = hdf5::File::open_together(path, communicator);
    hdf5::write_rows(file, "/table", blocks, communicator, piece_bytes);
    file.close();
}

/// A scratch directory that all ranks see.
std::string shared_path(const ScratchDirectory& own, const char* name) {
    std::string path = (own / name).string();
    world->broadcast(path);
    return path;
}

TEST(WriteRowsTogether, has_the_bytes_of_one_rank_alone) {
    const ScratchDirectory directory;
    // A table shorter than an item leaves ranks without rows; one of 101 rows ends in a short block.
    for (const std::int64_t rows : {0, 4, 101}) {
        for (const std::size_t piece_bytes : {std::size_t{200}, hdf5::row_piece_bytes}) {
            const std::string together = shared_path(directory, "together.h5");
            agree_on_root(*world, [&] { reserve_table(together, rows); });
            fill(together, rows, *world, piece_bytes);
            if (world->is_root()) {
                SerialCommunicator alone;
                const std::string by_one = (directory / "alone.h5").string();
                reserve_table(by_one, rows);
                fill(by_one, rows, alone, hdf5::row_piece_bytes);
                EXPECT_TRUE(bytes_of(together) == bytes_of(by_one)) << rows << " rows in pieces of " << piece_bytes;
            }
        }
    }
    world->barrier();
}

TEST(WriteRowsTogether, fails_on_all_ranks_if_it_fails_on_one) {
    const ScratchDirectory directory;
    const std::string path = shared_path(directory, "together.h5");
    agree_on_root(*world, [&] { reserve_table(path, world->size()); });
    hdf5::File file = hdf5::File::open_together(path, *world);
    const std::vector<std::int64_t> row(columns, 1);
    // The last rank writes beyond the end.
    const bool last = world->rank() == world->size() - 1;
    const std::vector<hdf5::RowBlock> blocks{{world->rank() + (last ? 1 : 0), row}};
    EXPECT_THROW(hdf5::write_rows(file, "/table", blocks, *world), AgreedError);
    file.close();
    world->barrier();
}

}  // namespace
}  // namespace hadome::test
