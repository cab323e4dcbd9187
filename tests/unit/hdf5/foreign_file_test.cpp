#include <gmock/gmock.h>
#include <hdf5.h>

#include <array>
#include <fstream>
#include <limits>
#include <sstream>

#include "core/check.hpp"
#include "hdf5/dataset.hpp"
#include "hdf5/error.hpp"
#include "support/scratch_directory.hpp"

namespace hadome::hdf5 {
namespace {

using ::testing::ElementsAre;

/// A file that is sound but not as Hadome writes it.
class ForeignFile : public ::testing::Test {
protected:
    ForeignFile() {
        silence_errors();
        const hid_t file = H5Fcreate(path().c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT);
        const hsize_t three = 3;
        const hid_t row = H5Screate_simple(1, &three, nullptr);
        const std::array<std::int64_t, 3> numbers{4, 5, 6};
        const hid_t attribute = H5Acreate2(file, "numbers", H5T_NATIVE_INT64, row, H5P_DEFAULT, H5P_DEFAULT);
        H5Awrite(attribute, H5T_NATIVE_INT64, numbers.data());
        H5Aclose(attribute);
        const hid_t text = H5Tcopy(H5T_C_S1);
        H5Tset_size(text, H5T_VARIABLE);
        H5Tset_cset(text, H5T_CSET_UTF8);
        const std::array<const char*, 3> words{"a", "b", "c"};
        const hid_t texts = H5Acreate2(file, "texts", text, row, H5P_DEFAULT, H5P_DEFAULT);
        H5Awrite(texts, text, words.data());
        H5Aclose(texts);
        H5Tclose(text);
        const hid_t small = H5Dcreate2(file, "small", H5T_NATIVE_INT64, row, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT);
        H5Dwrite(small, H5T_NATIVE_INT64, H5S_ALL, H5S_ALL, H5P_DEFAULT, numbers.data());
        H5Dclose(small);
        H5Sclose(row);
        put_vast(file, "vast", {hsize_t{1} << 40, 3});
        put_vast(file, "too_vast", {hsize_t{1} << 40, hsize_t{1} << 40});
        H5Fclose(file);
    }
    std::string path() const { return (scratch_.path() / "foreign.h5").string(); }

    test::ScratchDirectory scratch_;

private:
    /// In pieces, none of which was ever written.
    static void put_vast(hid_t file, const char* name, std::array<hsize_t, 2> sizes) {
        const hid_t space = H5Screate_simple(2, sizes.data(), nullptr);
        const hid_t how = H5Pcreate(H5P_DATASET_CREATE);
        const std::array<hsize_t, 2> piece{1024, 1};
        H5Pset_chunk(how, 2, piece.data());
        H5Dclose(H5Dcreate2(file, name, H5T_NATIVE_INT64, space, H5P_DEFAULT, how, H5P_DEFAULT));
        H5Pclose(how);
        H5Sclose(space);
    }
};

TEST_F(ForeignFile, is_asked_for_single_values_only) {
    const File file = File::open_to_read(path());
    EXPECT_THROW(file.root().int_attribute("numbers"), IoError);
    EXPECT_THROW(file.root().text_attribute("texts"), IoError);
}

TEST_F(ForeignFile, gives_no_rows_that_it_has_not) {
    const File file = File::open_to_read(path());
    const Dataset small(file, "small");
    EXPECT_THAT(small.whole_numbers(1, 2), ElementsAre(5, 6));
    EXPECT_THROW(small.real_numbers(), IoError);
    EXPECT_THROW(small.whole_numbers(-1, 1), IoError);
    EXPECT_THROW(small.whole_numbers(1, 3), IoError);
    EXPECT_THROW(small.whole_numbers(1, std::numeric_limits<std::int64_t>::max()), IoError);
}

TEST_F(ForeignFile, is_given_no_memory_for_what_is_not_stored) {
    const File file = File::open_to_read(path());
    EXPECT_THROW(Dataset(file, "vast").whole_numbers(), IoError);
    EXPECT_THROW(Dataset(file, "too_vast"), IoError);
}

TEST_F(ForeignFile, TextsOfEitherKindAreReadAlsoFromMemory) {
    const std::string other = (scratch_.path() / "texts.h5").string();
    const hid_t made = H5Fcreate(other.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT);
    const hsize_t three = 3;
    const hid_t row = H5Screate_simple(1, &three, nullptr);
    const hid_t free_length = H5Tcopy(H5T_C_S1);
    H5Tset_size(free_length, H5T_VARIABLE);
    const std::array<const char*, 3> words{"a", "", "Hokkaido"};
    const hid_t first = H5Dcreate2(made, "free", free_length, row, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT);
    H5Dwrite(first, free_length, H5S_ALL, H5S_ALL, H5P_DEFAULT, static_cast<const void*>(words.data()));
    for (const bool spaces : {false, true}) {
        const hid_t fixed = H5Tcopy(H5T_C_S1);
        H5Tset_size(fixed, 4);
        H5Tset_strpad(fixed, spaces ? H5T_STR_SPACEPAD : H5T_STR_NULLPAD);
        const std::string cells = spaces ? "ab  cdef    " : std::string("ab\0\0cdef\0\0\0\0", 12);
        const hid_t second =
            H5Dcreate2(made, spaces ? "spaces" : "nulls", fixed, row, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT);
        H5Dwrite(second, fixed, H5S_ALL, H5S_ALL, H5P_DEFAULT, cells.data());
        H5Dclose(second);
        H5Tclose(fixed);
    }
    H5Dclose(first);
    H5Tclose(free_length);
    H5Sclose(row);
    H5Fclose(made);
    std::ostringstream bytes;
    bytes << std::ifstream(other, std::ios::binary).rdbuf();
    const File image = File::open_image(other, bytes.str());
    EXPECT_THAT(Dataset(image, "/free").texts(), ElementsAre("a", "", "Hokkaido"));
    EXPECT_THAT(Dataset(image, "/nulls").texts(), ElementsAre("ab", "cdef", ""));
    EXPECT_THAT(Dataset(image, "/spaces").texts(), ElementsAre("ab", "cdef", ""));
    EXPECT_THROW(Dataset(File::open_to_read(path()), "/small").texts(), IoError);
    EXPECT_THROW(File::open_image("no.h5", "not of that kind"), IoError);
}

}  // namespace
}  // namespace hadome::hdf5
