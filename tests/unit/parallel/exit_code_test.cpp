#include "parallel/exit_code.hpp"

#include <gtest/gtest.h>

#include <cerrno>
#include <system_error>

#include "core/check.hpp"
#include "core/diagnostics.hpp"
#include "parallel/run_on_ranks.hpp"

namespace hadome {
namespace {

template <class Exception>
Failure failure_of(const Exception& exception) {
    try {
        throw exception;
    } catch (...) {
        return current_failure();
    }
}

InputError bad_input() {
    Diagnostics diagnostics;
    diagnostics.add({"run.toml", 3, 1}, "unknown key 'sed'", "it is in no schema", "did you mean 'seed'?");
    return InputError(diagnostics);
}

TEST(ExitCode, tells_what_went_wrong) {
    EXPECT_EQ(failure_of(bad_input()).code, ExitCode::bad_input);
    EXPECT_EQ(failure_of(IoError("disk full")).code, ExitCode::io_error);
    EXPECT_EQ(failure_of(std::system_error(EAGAIN, std::generic_category())).code, ExitCode::io_error);
    EXPECT_EQ(failure_of(InternalError("no")).code, ExitCode::internal_error);
    EXPECT_EQ(failure_of(std::bad_alloc()).code, ExitCode::internal_error);
    EXPECT_EQ(failure_of(42).code, ExitCode::internal_error);
    EXPECT_EQ(failure_of(AgreedError({ExitCode::io_error, "disk full"})).code, ExitCode::io_error);
}

TEST(ExitCode, keeps_the_words_for_the_user) {
    EXPECT_EQ(failure_of(IoError("disk full")).message, "disk full");
    EXPECT_EQ(failure_of(bad_input()).message.substr(0, 12), "run.toml:3:1");
}

TEST(ExitCode, graver_is_not_larger) {
    EXPECT_EQ(graver(ExitCode::stopped, ExitCode::bad_input), ExitCode::bad_input);
    EXPECT_EQ(graver(ExitCode::internal_error, ExitCode::io_error), ExitCode::internal_error);
    EXPECT_EQ(graver(ExitCode::success, ExitCode::stopped), ExitCode::stopped);
    EXPECT_EQ(graver(ExitCode::success, ExitCode::success), ExitCode::success);
}

TEST(RunAlone, turns_exceptions_into_exit_codes) {
    EXPECT_EQ(run_alone([](Communicator& one) {
                  EXPECT_EQ(one.size(), 1);
                  return ExitCode::stopped;
              }),
              75);
    EXPECT_EQ(run_alone([](Communicator&) -> ExitCode { throw IoError("disk full"); }), 74);
    EXPECT_EQ(run_alone([](Communicator&) -> ExitCode { throw bad_input(); }), 2);
}

}  // namespace
}  // namespace hadome
