#include "hdf5/write_rows.hpp"

#include <gmock/gmock.h>

#include "parallel/agree.hpp"
#include "parallel/serial_communicator.hpp"
#include "support/hdf5_read.hpp"
#include "support/scratch_directory.hpp"

namespace hadome::hdf5 {
namespace {

using test::ScratchDirectory;

constexpr std::int64_t rows = 23;
constexpr std::int64_t columns = 3;

void reserve_table(const std::filesystem::path& path) {
    File file = File::create(path.string());
    const Group root = file.root();
    const Axis row = root.reserve_axis("row", {"1", "rows"}, rows);
    const std::vector<std::int64_t> numbers{0, 1, 2};
    const Axis across = root.put_axis("column", {"1", "columns"}, std::span<const std::int64_t>(numbers));
    root.reserve("table", {"1", "a table"}, {row, across});
    file.close();
}

/// Consecutive rows in blocks of the given lengths, every value telling its place.
std::vector<std::vector<std::int64_t>> blocks_of(const std::vector<std::int64_t>& lengths) {
    std::vector<std::vector<std::int64_t>> blocks;
    std::int64_t next = 0;
    for (const std::int64_t length : lengths) {
        std::vector<std::int64_t>& block = blocks.emplace_back();
        for (std::int64_t k = 0; k < length * columns; ++k) {
            block.push_back(next++);
        }
    }
    return blocks;
}

std::vector<std::int64_t> written(const std::vector<std::int64_t>& lengths, std::size_t piece_bytes) {
    const ScratchDirectory directory;
    reserve_table(directory / "a.h5");
    SerialCommunicator one;
    File file = File::open_together((directory / "a.h5").string(), one);
    const auto values = blocks_of(lengths);
    std::vector<RowBlock> blocks;
    std::int64_t first = 0;
    for (std::size_t k = 0; k < lengths.size(); ++k) {
        blocks.push_back({first, values[k]});
        first += lengths[k];
    }
    write_rows(file, "/table", blocks, one, piece_bytes);
    file.close();
    return test::numbers_in(directory / "a.h5", "/table");
}

TEST(WriteRows, fills_the_table_whatever_the_blocks_and_pieces) {
    const std::vector<std::int64_t> expected = blocks_of({rows}).front();
    for (const std::size_t piece_bytes : {std::size_t{1}, std::size_t{100}, std::size_t{1} << 20}) {
        EXPECT_EQ(written({rows}, piece_bytes), expected) << piece_bytes;
        EXPECT_EQ(written({5, 5, 5, 5, 3}, piece_bytes), expected) << piece_bytes;
        EXPECT_EQ(written({1, 7, 2, 2, 0, 11}, piece_bytes), expected) << piece_bytes;
    }
}

TEST(WriteRows, leaves_the_rows_of_others_alone) {
    const ScratchDirectory directory;
    reserve_table(directory / "a.h5");
    SerialCommunicator one;
    File file = File::open_together((directory / "a.h5").string(), one);
    const std::vector<std::int64_t> ones(2 * columns, 1);
    // Two combs of different teeth, with gaps between.
    const std::vector<RowBlock> blocks{{1, ones}, {5, ones}, {9, ones}, {20, ones}};
    write_rows(file, "/table", blocks, one);
    file.close();
    const std::vector<std::int64_t> found = test::numbers_in(directory / "a.h5", "/table");
    for (std::int64_t row = 0; row < rows; ++row) {
        const bool mine = row == 1 || row == 2 || row == 5 || row == 6 || row == 9 || row == 10 || row >= 20;
        EXPECT_EQ(found[static_cast<std::size_t>(row * columns)], mine && row != 22 ? 1 : 0) << row;
    }
}

TEST(WriteRows, refuses_blocks_out_of_order_and_datasets_that_are_not_there) {
    const ScratchDirectory directory;
    reserve_table(directory / "a.h5");
    SerialCommunicator one;
    File file = File::open_together((directory / "a.h5").string(), one);
    const std::vector<std::int64_t> row(columns, 1);
    const std::vector<RowBlock> falling{{4, row}, {2, row}};
    EXPECT_THROW(write_rows(file, "/table", falling, one), AgreedError);
    EXPECT_THROW(write_rows(file, "/no_table", {}, one), AgreedError);
    const std::vector<RowBlock> beyond{{rows, row}};
    EXPECT_THROW(write_rows(file, "/table", beyond, one), AgreedError);
}

}  // namespace
}  // namespace hadome::hdf5
