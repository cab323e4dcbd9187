// GoogleTest under MPI: every rank runs every test, the root alone prints, and a failure anywhere is a failure.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <iostream>

#include "mpi/environment.hpp"
#include "parallel/run_on_ranks.hpp"

namespace hadome::test {

Communicator* world = nullptr;

namespace {

/// A rank that is not the root says only what went wrong.
class FailurePrinter : public ::testing::EmptyTestEventListener {
public:
    explicit FailurePrinter(int rank) : rank_{rank} {}
    void OnTestPartResult(const ::testing::TestPartResult& result) override {
        if (result.failed()) {
            std::cerr << "rank " << rank_ << ": " << result.file_name() << ":" << result.line_number() << ": "
                      << result.summary() << std::endl;
        }
    }

private:
    int rank_;
};

}  // namespace

}  // namespace hadome::test

int main(int argc, char** argv) {
    ::testing::InitGoogleMock(&argc, argv);
    int result = 1;
    const int code = hadome::run_on_ranks([&](hadome::Communicator& communicator) {
        hadome::test::world = &communicator;
        if (!communicator.is_root()) {
            auto& listeners = ::testing::UnitTest::GetInstance()->listeners();
            delete listeners.Release(listeners.default_result_printer());
            listeners.Append(new hadome::test::FailurePrinter(communicator.rank()));
        }
        result = static_cast<int>(communicator.all_max(RUN_ALL_TESTS()));
        return hadome::ExitCode::success;
    });
    return code != 0 ? code : result;
}
