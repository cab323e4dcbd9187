#include "parallel/serial_communicator.hpp"

#include <gmock/gmock.h>

#include "core/check.hpp"
#include "parallel/agree.hpp"
#include "parallel/progress_channel.hpp"

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

TEST(SerialCommunicator, hands_messages_over_in_order) {
    SerialCommunicator one;
    ProgressChannel<int> channel{one};
    std::vector<int> heard;
    const auto note = [&](int, const int& number) { heard.push_back(number); };
    EXPECT_TRUE(channel.post(1));
    EXPECT_TRUE(channel.post(2));
    channel.poll(note);
    EXPECT_THAT(heard, ElementsAre(1, 2));
    channel.post(3);
    channel.close(note);
    EXPECT_THAT(heard, ElementsAre(1, 2, 3));
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
