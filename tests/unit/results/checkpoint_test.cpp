#include "results/checkpoint.hpp"

#include <gmock/gmock.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "core/check.hpp"
#include "core/name_hash.hpp"
#include "support/sample_run.hpp"
#include "support/scratch_directory.hpp"

namespace hadome {
namespace {

using Json = nlohmann::ordered_json;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

class CheckpointTest : public ::testing::Test {
protected:
    CheckpointTest() { directory_.make(); }
    std::filesystem::path file(const std::string& name) const { return directory_.path() / name; }
    void write(const std::string& name, const std::string& bytes) const {
        std::ofstream(file(name), std::ios::binary) << bytes;
    }
    /// A manifest with one thing in it changed, and with the digest that fits.
    void write_changed(const std::function<void(Json&)>& change) const {
        directory_.publish({"0.1", "abc", "def", 1, 1, 12, 2, 5, {{"state.1.0", 3, "x"}}});
        Json json = Json::parse(test::bytes_of(file("generation.1")));
        change(json);
        json.erase("digest");
        json["digest"] = digest_of(json.dump());
        write("generation.1", json.dump());
    }
    std::vector<std::string> problems() const {
        std::vector<std::string> found;
        directory_.manifests(found);
        return found;
    }
    static std::string state_bytes(const RowFile& rows) { return ShareState{{}, Tally{}, {rows}, {}}.to_bytes(); }

    test::ScratchDirectory scratch_;
    CheckpointDirectory directory_{scratch_.path()};
};

TEST_F(CheckpointTest, gives_back_what_was_put_into_it) {
    const test::SampleRun run(12);
    const ShareState state{NumberSet({0, 12}), run.tally, {{"losses.1.0", 99}}, {{"rows.1.0", 123}}};
    const CheckpointPart part = directory_.write_part(1, 0, state.to_bytes());
    directory_.publish({"0.1", "abc", "def", 1, 2, 12, 2, 5, {part}, 0, 4321});
    std::vector<std::string> found;
    const std::vector<Manifest> manifests = directory_.manifests(found);
    EXPECT_THAT(found, IsEmpty());
    ASSERT_THAT(manifests, SizeIs(1));
    EXPECT_EQ(manifests[0].session, 2);
    EXPECT_EQ(manifests[0].slowest_ms, 4321);
    const ShareState read = directory_.read_part(manifests[0].parts.at(0));
    EXPECT_EQ(read.scenarios, state.scenarios);
    EXPECT_TRUE(read.tally == state.tally);
    EXPECT_EQ(read.rows, state.rows);
}

TEST_F(CheckpointTest, may_say_that_nothing_is_finished) {
    directory_.publish({"0.1", "abc", "def", 0, 1, 12, 1, 1, {}});
    std::vector<std::string> found;
    EXPECT_THAT(directory_.manifests(found), SizeIs(1));
    EXPECT_THAT(found, IsEmpty());
}

TEST_F(CheckpointTest, keeps_the_newest_and_the_one_that_it_follows) {
    const auto publish = [&](std::int64_t generation, std::int64_t follows) {
        const CheckpointPart part = directory_.write_part(generation, 0, "x");
        directory_.publish({"0.1", "abc", "def", generation, 1, 12, 1, 1, {part}, follows});
    };
    publish(1, 0);
    publish(2, 1);
    write("generation.2", "damaged");
    write("state.3.0", "of a session that was killed");
    write("rows.1.0", "rows");
    publish(4, 1);
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(directory_.path())) {
        names.push_back(entry.path().filename().string());
    }
    EXPECT_THAT(names, UnorderedElementsAre("generation.1", "state.1.0", "generation.4", "state.4.0", "rows.1.0"));
    EXPECT_THAT(problems(), IsEmpty());
}

TEST_F(CheckpointTest, refuses_every_state_that_was_cut) {
    const std::string bytes =
        ShareState{NumberSet({0, 12}), test::SampleRun(12).tally, {{"losses.1.0", 77}}, {{"rows.1.0", 123}}}.to_bytes();
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        ASSERT_THROW(ShareState::from_bytes(bytes.substr(0, size)), IoError) << size;
    }
}

TEST_F(CheckpointTest, names_no_files_outside_its_directory) {
    EXPECT_NO_THROW(ShareState::from_bytes(state_bytes({"rows.1.0", 0})));
    for (const RowFile& rows : {RowFile{"../rows", 0}, {"/dev/zero", 0}, {"", 0}, {"..", 0}, {"rows.1.0", -1}}) {
        EXPECT_THROW(ShareState::from_bytes(state_bytes(rows)), IoError) << rows.name;
    }
    write_changed([](Json&) {});
    EXPECT_THAT(problems(), IsEmpty());
    write_changed([](Json& json) { json["parts"][0]["file"] = "../../results.h5"; });
    EXPECT_THAT(problems(), ElementsAre(HasSubstr("it is no manifest")));
}

TEST_F(CheckpointTest, takes_nothing_but_counts_for_counts) {
    for (const Json& count : {Json(-1), Json(1.5), Json(1e300), Json("1"), Json(), Json(~std::uint64_t{0})}) {
        write_changed([&](Json& json) { json["generation"] = count; });
        EXPECT_THAT(problems(), ElementsAre(HasSubstr("it is no manifest"))) << count;
        write_changed([&](Json& json) { json["parts"][0]["bytes"] = count; });
        EXPECT_THAT(problems(), ElementsAre(HasSubstr("it is no manifest"))) << count;
    }
}

TEST_F(CheckpointTest, refuses_a_shard_that_there_is_not) {
    for (const auto& wrong : {std::pair{"shard_index", std::int64_t{0}}, {"shard_index", 6}, {"shard_count", 1}}) {
        write_changed([&](Json& json) { json[wrong.first] = wrong.second; });
        EXPECT_THAT(problems(), ElementsAre(HasSubstr("it is no manifest"))) << wrong.first;
    }
    // `merge` would name every one that is missing.
    write_changed([](Json& json) { json["shard_count"] = std::int64_t{1} << 40; });
    EXPECT_THAT(problems(), ElementsAre(HasSubstr("it is no manifest")));
}

TEST_F(CheckpointTest, survives_a_manifest_nested_deeper_than_the_stack) {
    write("generation.1",
          R"({"digest": "x", "format": )" + std::string(1'000'000, '[') + std::string(1'000'000, ']') + "}");
    EXPECT_THAT(problems(), ElementsAre(HasSubstr("it is no manifest")));
}

TEST_F(CheckpointTest, names_a_directory_in_place_of_a_file) {
    std::filesystem::create_directory(file("generation.1"));
    EXPECT_THAT(problems(), ElementsAre(HasSubstr("cannot be read")));
    EXPECT_THROW(directory_.read_part({"missing", 0, digest_of("")}), IoError);
}

}  // namespace
}  // namespace hadome
