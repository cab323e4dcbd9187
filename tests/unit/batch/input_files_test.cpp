// Event sets in HDF5, from the file on the disk to the model.

#include "batch/input_files.hpp"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

#include "core/diagnostics.hpp"
#include "hdf5/file.hpp"
#include "input/load.hpp"
#include "support/scratch_directory.hpp"

namespace hadome::test {
namespace {

using testing::HasSubstr;

class EventSetFile : public ::testing::Test {
protected:
    EventSetFile() {
        std::ofstream(scratch_.path() / "set.csv")
            << "event,rate,region,measure,intensity,share\n7,0.01,A,pga,0.25,\n7,0.01,B,pgv,30,0.5\n";
        const std::vector<std::int64_t> rows{0, 1};
        const std::vector<std::int64_t> events{7, 7};
        const std::vector<double> rates{0.01, 0.01};
        const std::vector<double> intensities{0.25, 30.0};
        const std::vector<double> shares{1.0, 0.5};
        const std::vector<std::string> regions{"A", "B"};
        const std::vector<std::string> measures{"pga", "pgv"};
        hdf5::File file = hdf5::File::create((scratch_.path() / "set.h5").string());
        {
            const hdf5::Group root = file.root();
            const hdf5::Axis axis = root.put_axis("row", {"1", ""}, rows);
            root.put("event", {"1", ""}, {axis}, events);
            root.put("rate", {"1/yr", ""}, {axis}, rates);
            root.put("region", {"", ""}, {axis}, regions);
            root.put("measure", {"", ""}, {axis}, measures);
            root.put("intensity", {"1", ""}, {axis}, intensities);
            root.put("share", {"1", ""}, {axis}, shares);
        }
        file.close();
    }

    /// A run file that names the set.
    std::string run_of(const std::string& set) const {
        const std::string path = (scratch_.path() / "run.toml").string();
        std::ofstream(path)
            << "run = { scenarios = 10, seed = 1 }\nsector = [{ id = \"s\" }]\n"
               "region = [{ id = \"A\" }, { id = \"B\" }]\nfunction = [{ id = \"f\", sector = \"s\" }]\n"
               "event_set = [{ id = \"set\", file = \""
            << set << "\" }]\n";
        return path;
    }
    std::string resolved(const std::string& set) const {
        FileBundle files = files_on_disk();
        return load_input(run_of(set), files, {}).resolved;
    }
    std::string wrong(const std::string& set) const {
        FileBundle files = files_on_disk();
        try {
            load_input(run_of(set), files, {});
        } catch (const InputError& error) {
            return error.what();
        }
        return {};
    }

    ScratchDirectory scratch_;
};

TEST_F(EventSetFile, InHdf5SaysTheSameAsInCsv) {
    EXPECT_EQ(resolved("set.h5"), resolved("set.csv"));
}

TEST_F(EventSetFile, OtherRanksNeedNeitherFileNorHdf5) {
    FileBundle files = files_on_disk();
    const std::string run = run_of("set.h5");
    const std::string text = load_input(run, files, {}).resolved;
    std::filesystem::remove(scratch_.path() / "set.h5");
    FileBundle sealed = FileBundle::from_bytes(files.to_bytes());
    EXPECT_EQ(load_input(run, sealed, {}).resolved, text);
}

TEST_F(EventSetFile, WhatIsCutShortIsAnErrorOfInputThatNamesTheFile) {
    std::filesystem::resize_file(scratch_.path() / "set.h5", 1500);
    EXPECT_THAT(wrong("set.h5"),
                HasSubstr("set.h5: the footprints cannot be read; the file is cut short: it says itself that it is "
                          "longer; make or copy the file anew"));
    std::filesystem::resize_file(scratch_.path() / "set.h5", 0);
    EXPECT_THAT(wrong("set.h5"), HasSubstr("set.h5: the footprints cannot be read; it is no HDF5 file; "));
    EXPECT_THAT(wrong("none.h5"), HasSubstr("run.toml:5:"));
}

}  // namespace
}  // namespace hadome::test
