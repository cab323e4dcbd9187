#include "hdf5/in_child.hpp"

#include <gmock/gmock.h>
#include <sys/wait.h>

#include <cerrno>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <stdexcept>

#include "core/check.hpp"

namespace hadome::hdf5 {
namespace {

using testing::HasSubstr;
using testing::ThrowsMessage;

constexpr std::int64_t any_time = 600;  // seconds

TEST(InChild, GivesWhatTheWorkReturnsHoweverLarge) {
    const std::string large(10'000'000, 'x');
    EXPECT_EQ(in_child([&] { return large; }, any_time, "lost"), large);
    EXPECT_EQ(in_child([] { return std::string(); }, any_time, "lost"), "");
}

TEST(InChild, ChangesNothingHere) {
    int touched = 0;
    in_child(
        [&] {
            touched = 1;
            return std::string();
        },
        any_time, "lost");
    EXPECT_EQ(touched, 0);
}

TEST(InChild, ThrowsWhatTheWorkThrows) {
    const auto fails = []() -> std::string { throw std::runtime_error("no such table"); };
    EXPECT_THAT([&] { in_child(fails, any_time, "lost"); }, ThrowsMessage<IoError>(HasSubstr("no such table")));
}

TEST(InChild, AChildThatIsLostIsSaidToBe) {
    for (const int number : {SIGSEGV, SIGABRT, SIGFPE, SIGKILL, SIGXCPU}) {
        const auto dies = [number] {
            std::raise(number);
            return std::string();
        };
        EXPECT_THAT([&] { in_child(dies, any_time, "lost over the file"); },
                    ThrowsMessage<IoError>(HasSubstr("lost over")))
            << number;
    }
    const auto leaves = []() -> std::string { std::_Exit(0); };
    EXPECT_THROW(in_child(leaves, any_time, "lost"), IoError);
    EXPECT_EQ(::waitpid(-1, nullptr, WNOHANG), -1) << "a child is left";
    EXPECT_EQ(errno, ECHILD);
}

TEST(InChild, AChildThatIsBusyForEverIsLost) {
    const auto stays = []() -> std::string {
        for (volatile int k = 0;; k = 1 - k) {
        }
    };
    EXPECT_THAT([&] { in_child(stays, 1, "lost over the file"); }, ThrowsMessage<IoError>(HasSubstr("lost over")));
}

}  // namespace
}  // namespace hadome::hdf5
