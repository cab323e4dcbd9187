#include "results/row_log.hpp"

#include <gmock/gmock.h>

#include "core/check.hpp"
#include "support/file_size_limit.hpp"
#include "support/sample_run.hpp"
#include "support/scratch_directory.hpp"

namespace hadome {
namespace {

using ::testing::ElementsAre;
using Reader = RowReader<ScenarioBlock>;

class RowLogTest : public ::testing::Test {
protected:
    /// A log of rows [first, last) each.
    RowFile log(const std::string& name, const std::vector<NumberRange>& items) const {
        RowLog rows(scratch_.path() / name);
        for (const NumberRange& item : items) {
            rows.add(run_.rows(item.first, item.last));
        }
        return rows.write_out();
    }
    /// Reads all of it. \returns first scenarios of the blocks
    std::vector<std::int64_t> read(const std::vector<RowFile>& files) const {
        Reader reader(scratch_.path(), files);
        std::vector<std::int64_t> first;
        std::int64_t rows = 0;
        for (auto blocks = reader.next(1); !blocks.empty(); blocks = reader.next(1)) {
            for (const ScenarioBlock& block : blocks) {
                EXPECT_EQ(block.loss, run_.rows(block.first, block.first + block.size()).loss);
                first.push_back(block.first);
                rows += block.size();
            }
        }
        EXPECT_EQ(rows, reader.scenarios());
        return first;
    }
    void write(const RowFile& file, const std::string& bytes) const {
        std::ofstream(scratch_.path() / file.name, std::ios::binary) << bytes;
    }

    test::SampleRun run_{30};
    test::ScratchDirectory scratch_;
};

TEST_F(RowLogTest, gives_the_rows_of_several_logs_as_often_as_is_asked) {
    const std::vector<RowFile> files{log("a", {{20, 30}, {0, 5}}), log("empty", {}), log("b", {{5, 20}})};
    EXPECT_THAT(read(files), ElementsAre(20, 0, 5));
    Reader reader(scratch_.path(), files);
    EXPECT_EQ(reader.seen(), NumberSet({0, 30}));
    for (int time = 0; time < 2; ++time) {
        std::vector<std::int64_t> first;
        for (const ScenarioBlock& block : reader.next(1 << 20)) {
            first.push_back(block.first);
        }
        EXPECT_THAT(first, ElementsAre(0, 5, 20));  // within one part by rising scenario
        EXPECT_TRUE(reader.next(1).empty());
        reader.rewind();
    }
}

TEST_F(RowLogTest, refuses_a_log_with_any_bit_turned) {
    const RowFile file = log("a", {{0, 2}, {2, 3}});
    const std::string good = test::bytes_of(scratch_.path() / "a");
    for (std::size_t at = 0; at < good.size(); ++at) {
        for (const unsigned bit : {0U, 3U, 7U}) {
            std::string bytes = good;
            bytes[at] = static_cast<char>(static_cast<unsigned char>(bytes[at]) ^ (1U << bit));
            write(file, bytes);
            ASSERT_THROW(Reader(scratch_.path(), {file}), IoError) << "bit " << bit << " of byte " << at;
        }
    }
}

TEST_F(RowLogTest, refuses_a_log_that_is_shorter_than_was_noted) {
    RowFile file = log("a", {{0, 2}});
    const std::string good = test::bytes_of(scratch_.path() / "a");
    for (std::size_t size = 0; size < good.size(); ++size) {
        write(file, good.substr(0, size));
        ASSERT_THROW(Reader(scratch_.path(), {file}), IoError) << size;
    }
    write(file, good);
    for (const std::int64_t more : {std::int64_t{1}, std::int64_t{1} << 60, -2 * file.bytes}) {
        EXPECT_THROW(Reader(scratch_.path(), {{file.name, file.bytes + more}}), IoError);
    }
    EXPECT_THROW(Reader(scratch_.path(), {{"missing", 0}}), IoError);
    write(file, good + "what was added after the checkpoint");
    EXPECT_THAT(read({file}), ElementsAre(0));
}

TEST_F(RowLogTest, fails_for_good_once_a_write_has_failed) {
    RowLog log(scratch_.path() / "a");
    const auto limited = [&] {
        const test::FileSizeLimit limit(1000);
        log.add(run_.rows(0, 30));
        log.write_out();
    };
    EXPECT_THROW(limited(), IoError);
    // There is space again, but what stands in the file is not known.
    EXPECT_THROW(log.write_out(), IoError);
    log.add(run_.rows(0, 1));
    EXPECT_THROW(log.write_out(), IoError);
}

TEST_F(RowLogTest, refuses_two_rows_of_one_scenario) {
    EXPECT_THROW(read({log("a", {{0, 5}}), log("b", {{4, 6}})}), IoError);
    EXPECT_THROW(read({log("c", {{0, 5}, {0, 5}})}), IoError);
}

TEST(ScenarioBlock, refuses_columns_of_different_lengths) {
    for (const auto column : {&ScenarioBlock::loss, &ScenarioBlock::loss_by_sector, &ScenarioBlock::loss_by_threat,
                              &ScenarioBlock::events, &ScenarioBlock::given_up}) {
        ScenarioBlock block = test::SampleRun(3).rows(0, 3);
        (block.*column).push_back(0);
        ByteWriter out;
        block.write(out);
        const std::string bytes = out.take();
        ByteReader in(bytes);
        EXPECT_THROW(block.read(in), IoError);
    }
}

}  // namespace
}  // namespace hadome
