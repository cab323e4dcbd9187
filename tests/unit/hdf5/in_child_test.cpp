#include "hdf5/in_child.hpp"

#include <gmock/gmock.h>
#include <sys/wait.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <stdexcept>

#include "core/check.hpp"

namespace hadome::hdf5 {
namespace {

using testing::HasSubstr;
using testing::ThrowsMessage;

TEST(InChild, GivesWhatTheWorkReturnsHoweverLarge) {
    const std::string large(10'000'000, 'x');
    EXPECT_EQ(in_child([&] { return large; }, "lost"), large);
    EXPECT_EQ(in_child([] { return std::string(); }, "lost"), "");
}

TEST(InChild, ChangesNothingHere) {
    int touched = 0;
    in_child(
        [&] {
            touched = 1;
            return std::string();
        },
        "lost");
    EXPECT_EQ(touched, 0);
}

TEST(InChild, ThrowsWhatTheWorkThrows) {
    const auto fails = []() -> std::string { throw std::runtime_error("no such table"); };
    EXPECT_THAT([&] { in_child(fails, "lost"); }, ThrowsMessage<IoError>(HasSubstr("no such table")));
}

TEST(InChild, AChildThatIsLostIsSaidToBe) {
    for (const int number : {SIGSEGV, SIGABRT, SIGFPE, SIGKILL, SIGXCPU}) {
        const auto dies = [number] {
            std::raise(number);
            return std::string();
        };
        EXPECT_THAT([&] { in_child(dies, "lost over the file"); }, ThrowsMessage<IoError>(HasSubstr("lost over")))
            << number;
    }
    const auto leaves = []() -> std::string { std::_Exit(0); };
    EXPECT_THROW(in_child(leaves, "lost"), IoError);
    EXPECT_EQ(::waitpid(-1, nullptr, WNOHANG), -1) << "a child is left";
    EXPECT_EQ(errno, ECHILD);
}

}  // namespace
}  // namespace hadome::hdf5
