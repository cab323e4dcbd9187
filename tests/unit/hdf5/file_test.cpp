#include "hdf5/file.hpp"

#include <gmock/gmock.h>
#include <hdf5_hl.h>

#include "core/check.hpp"
#include "hdf5/read_data.hpp"
#include "parallel/serial_communicator.hpp"
#include "support/file_size_limit.hpp"
#include "support/hdf5_read.hpp"
#include "support/scratch_directory.hpp"

namespace hadome::hdf5 {
namespace {

using test::ScratchDirectory;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

const std::vector<std::string> colours{"red", "赤", ""};
const std::vector<double> levels{0.9, 0.99};
const std::vector<std::int64_t> table{1, 2, 3, 4, 5, 6};

void write_sample(const std::filesystem::path& path) {
    File file = File::create(path.string());
    const Group root = file.root();
    root.put_attribute("title", std::string("日本"));
    root.put_attribute("count", std::int64_t{-7});
    root.put_attribute("seed", std::uint64_t{18446744073709551615u});
    root.put_attribute("hours", 8760.0);
    const Group axes = root.create_group("axes");
    Axis colour = axes.put_axis("colour", {"", "colours"}, std::span<const std::string>(colours));
    Axis level = axes.put_axis("level", {"1", "levels"}, std::span<const double>(levels));
    level.add_scale(axes.put_axis("period", {"yr", "periods"}, std::span<const double>(levels)));
    const Group group = root.create_group("group");
    group.put("table", {"JPY", "a table", {{"alpha", 0.5}}}, {level, colour}, std::span<const std::int64_t>(table));
    group.put("scalar", {"1", "no axis"}, {}, std::span<const double>(levels).first(1));
    file.close();
}

TEST(Hdf5File, gives_attributes_back) {
    const ScratchDirectory directory;
    write_sample(directory / "a.h5");
    const File file = File::open_to_read((directory / "a.h5").string());
    const Group root = file.root();
    EXPECT_EQ(root.text_attribute("title"), "日本");
    EXPECT_EQ(root.int_attribute("count"), -7);
    EXPECT_EQ(root.unsigned_attribute("seed"), 18446744073709551615u);
    EXPECT_EQ(root.real_attribute("hours"), 8760.0);
    EXPECT_THROW(root.text_attribute("nothing"), IoError);
}

TEST(Hdf5File, labels_every_dimension) {
    const ScratchDirectory directory;
    write_sample(directory / "a.h5");
    EXPECT_EQ(test::numbers_in(directory / "a.h5", "/group/table"), table);
    const hid_t file = H5Fopen((directory / "a.h5").c_str(), H5F_ACC_RDONLY, H5P_DEFAULT);
    const hid_t dataset = H5Dopen2(file, "/group/table", H5P_DEFAULT);
    EXPECT_EQ(H5DSget_num_scales(dataset, 0), 2);
    EXPECT_EQ(H5DSget_num_scales(dataset, 1), 1);
    const hid_t colour = H5Dopen2(file, "/axes/colour", H5P_DEFAULT);
    EXPECT_EQ(H5DSis_attached(dataset, colour, 1), 1);
    EXPECT_EQ(H5Aexists(dataset, "units"), 1);
    EXPECT_EQ(H5Aexists(dataset, "description"), 1);
    EXPECT_EQ(H5Aexists(dataset, "alpha"), 1);
    H5Dclose(colour);
    H5Dclose(dataset);
    H5Fclose(file);
}

TEST(Hdf5File, has_the_same_bytes_every_time) {
    const ScratchDirectory directory;
    write_sample(directory / "a.h5");
    ::sleep(1);  // times stamps count seconds
    write_sample(directory / "b.h5");
    EXPECT_EQ(test::bytes_of(directory / "a.h5"), test::bytes_of(directory / "b.h5"));
}

TEST(Hdf5File, refuses_values_that_do_not_fill_their_axes) {
    const ScratchDirectory directory;
    File file = File::create((directory / "a.h5").string());
    const Group root = file.root();
    const Axis axis = root.put_axis("level", {"1", "levels"}, std::span<const double>(levels));
    EXPECT_THROW(root.put("table", {"1", ""}, {axis}, std::span<const std::int64_t>(table)), InternalError);
}

TEST(Hdf5File, says_why_it_cannot_be_made) {
    try {
        File::create("/nowhere/at/all.h5");
        FAIL();
    } catch (const IoError& error) {
        EXPECT_THAT(error.what(), HasSubstr("cannot create '/nowhere/at/all.h5'"));
        EXPECT_THAT(error.what(), HasSubstr("No such file or directory"));
    }
}

TEST(Hdf5File, notices_a_full_disk_at_the_latest_when_closed) {
    const ScratchDirectory directory;
    const test::FileSizeLimit limit(4096);
    EXPECT_THROW(
        {
            File file = File::create((directory / "a.h5").string());
            const std::vector<std::int64_t> many(100000, 1);
            (void)file.root().put_axis("number", {"1", "numbers"}, std::span<const std::int64_t>(many));
            file.close();
        },
        IoError);
}

TEST(ReadData, gives_a_text_back_and_tells_what_there_is) {
    const ScratchDirectory directory;
    const std::string path = (directory / "a.h5").string();
    {
        File written = File::create(path);
        const std::string text = "line 1\n行 2\n";
        const Group group = written.root().create_group("group");
        group.put("text", {"", "a text"}, {}, std::span<const std::string>(&text, 1));
        const Axis colour = group.put_axis("colour", {"", "colours"}, std::span<const std::string>(colours));
        written.close();
    }
    const File file = File::open_to_read(path);
    EXPECT_EQ(read_text(file, "/group/text"), "line 1\n行 2\n");
    EXPECT_TRUE(holds(file, "/group/text"));
    EXPECT_FALSE(holds(file, "/group/nothing"));
    EXPECT_FALSE(holds(file, "/nothing/text"));
    EXPECT_THROW(read_text(file, "/group/colour"), IoError);  // several texts
    EXPECT_THROW(read_text(file, "/group/nothing"), IoError);
}

}  // namespace
}  // namespace hadome::hdf5
