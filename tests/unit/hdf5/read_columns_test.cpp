#include "hdf5/read_columns.hpp"

#include <gmock/gmock.h>

#include <fstream>
#include <random>
#include <sstream>

#include "core/check.hpp"
#include "hdf5/file.hpp"
#include "support/scratch_directory.hpp"

namespace hadome::hdf5 {
namespace {

using testing::HasSubstr;
using testing::ThrowsMessage;

const std::vector<std::string> names{"event", "rate", "region", "share"};
const std::vector<Column> written{{"event", std::vector<std::int64_t>{7, 7, 9}},
                                  {"rate", std::vector<double>{0.01, 0.01, 0.5}},
                                  {"region", std::vector<std::string>{"A", "B", ""}}};

/// The bytes of a file that holds what is `written`, and a table.
std::string good_bytes() {
    const test::ScratchDirectory scratch;
    const std::string path = (scratch.path() / "made.h5").string();
    {
        File file = File::create(path);
        const Group root = file.root();
        const Axis row = root.put_axis("row", {"1", ""}, std::get<0>(written[0].values));
        root.put("event", {"1", ""}, {row}, std::get<0>(written[0].values));
        root.put("rate", {"1/yr", ""}, {row}, std::get<1>(written[1].values));
        root.put("region", {"", ""}, {row}, std::get<2>(written[2].values));
        root.put("table", {"1", ""}, {row, row}, std::vector<double>(9, 1.0));
        file.close();
    }
    std::ostringstream bytes;
    bytes << std::ifstream(path, std::ios::binary).rdbuf();
    return bytes.str();
}

TEST(ReadColumns, OfThoseNamedWhatIsThere) {
    EXPECT_EQ(read_columns("x.h5", good_bytes(), names), written);
    EXPECT_TRUE(read_columns("x.h5", good_bytes(), {"share"}).empty());
}

TEST(ReadColumns, ATableIsNoColumn) {
    EXPECT_THAT([] { read_columns("x.h5", good_bytes(), {"table"}); },
                ThrowsMessage<IoError>(HasSubstr("'/table' has not one dimension")));
}

TEST(ReadColumns, WhatIsNoHdf5FileIsSaidToBeNone) {
    for (const std::string bytes : {"", "event,rate\n", "\x89HDF"}) {
        EXPECT_THAT([&] { read_columns("x.h5", bytes, names); }, ThrowsMessage<IoError>(HasSubstr("no HDF5 file")));
    }
}

TEST(ReadColumns, AFileThatIsCutShortIsRefusedWhereverItEnds) {
    const std::string bytes = good_bytes();
    for (std::size_t size = 8; size < bytes.size(); size += 61) {
        EXPECT_THROW(read_columns("x.h5", bytes.substr(0, size), names), IoError) << size;
    }
    EXPECT_THAT([&] { read_columns("x.h5", bytes.substr(0, bytes.size() - 1), names); },
                ThrowsMessage<IoError>(HasSubstr("cut short")));
}

/// Bytes changed at random crash the library now and then. Whatever happens, this process goes on, and what is said is
/// one line.
TEST(ReadColumns, ADamagedFileIsRefusedOrReadAndNeverCrashes) {
    const std::string bytes = good_bytes();
    std::mt19937_64 generator(1);
    int refused = 0;
    constexpr int count = 300;
    for (int k = 0; k < count; ++k) {
        std::string damaged = bytes;
        for (auto changes = 1 + generator() % 20; changes > 0; --changes) {
            damaged[8 + generator() % (damaged.size() - 8)] = static_cast<char>(generator());
        }
        try {
            read_columns("x.h5", damaged, names);
        } catch (const IoError& error) {
            ++refused;
            EXPECT_EQ(std::string(error.what()).find('\n'), std::string::npos);
        }
    }
    EXPECT_GT(refused, count / 4);
    EXPECT_EQ(read_columns("x.h5", bytes, names), written);
}

}  // namespace
}  // namespace hadome::hdf5
