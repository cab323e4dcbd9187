#include "parallel/serial_communicator.hpp"

#include <gmock/gmock.h>

#include "core/check.hpp"
#include "parallel/agree.hpp"

namespace hadome {
namespace {

using ::testing::ElementsAre;

TEST(SerialCommunicator, is_all_there_is) {
    SerialCommunicator one;
    EXPECT_TRUE(one.is_root());
    EXPECT_THAT(one.gather("bytes"), ElementsAre("bytes"));
    EXPECT_EQ(one.all_max(-5), -5);
    EXPECT_EQ(one.all_sum(7), 7);
}

TEST(SerialCommunicator, hands_letters_over_in_order) {
    SerialCommunicator one;
    const std::unique_ptr<Post> post = one.open_post();
    std::vector<std::string> heard;
    const auto note = [&](int, const std::string& letter) { heard.push_back(letter); };
    post->send(Communicator::root, "1");
    post->send(Communicator::root, "2");
    post->poll(note);
    EXPECT_THAT(heard, ElementsAre("1", "2"));
    post->send(Communicator::root, "3");
    post->close(note);
    EXPECT_THAT(heard, ElementsAre("1", "2", "3"));
}

TEST(Agree, keeps_code_and_words_of_a_failure) {
    SerialCommunicator one;
    try {
        agree_on_root(one, [] { throw IoError("disk full"); });
        FAIL();
    } catch (const AgreedError& error) {
        EXPECT_EQ(error.code(), ExitCode::io_error);
        EXPECT_STREQ(error.what(), "disk full");
    }
}

}  // namespace
}  // namespace hadome
