#include "parallel/run_on_ranks.hpp"

#include <mpi.h>

#include <array>
#include <exception>
#include <optional>

#include "parallel/last_words.hpp"
#include "parallel/mpi_communicator.hpp"
#include "parallel/serial_communicator.hpp"
#include "parallel/watchdog.hpp"

namespace hadome {
namespace {

/// One code for all ranks. Codes are compared by rank on the root: gravity is not the order of the numbers.
ExitCode agreed(Communicator& communicator, ExitCode own) {
    ExitCode worst = own;
    for (const std::string& code : communicator.gather(std::string(1, static_cast<char>(own)))) {
        worst = graver(worst, static_cast<ExitCode>(code.front()));
    }
    std::string bytes(1, static_cast<char>(worst));
    communicator.broadcast(bytes);
    return static_cast<ExitCode>(bytes.front());
}

ExitCode run_body(Communicator& communicator, const RankBody& body) {
    try {
        return agreed(communicator, body(communicator));
    } catch (const AgreedError& error) {
        if (communicator.is_root()) {
            say_last_words(error.what());
        }
        return error.code();
    } catch (...) {
        const Failure failure = current_failure();
        if (communicator.size() == 1) {
            say_last_words(failure.message);
            return failure.code;
        }
        say_last_words("rank " + std::to_string(communicator.rank()) + ": " + failure.message);
        MPI_Abort(MPI_COMM_WORLD, static_cast<int>(failure.code));
        std::terminate();  // MPI_Abort does not return, but does not say so
    }
}

}  // namespace

int run_on_ranks(const RankBody& body, std::optional<double> patience) {
    int provided = 0;
    MPI_Init_thread(nullptr, nullptr, MPI_THREAD_FUNNELED, &provided);
    ExitCode code = ExitCode::io_error;
    std::optional<Watchdog> watchdog;
    if (provided >= MPI_THREAD_FUNNELED) {
        MpiCommunicator communicator{MPI_COMM_WORLD};
        code = run_body(communicator, [&](Communicator& all) {
            if (patience && all.size() > 1) {
                watchdog.emplace(*patience, all.rank());
            }
            return body(all);
        });
    } else {
        say_last_words(
            "MPI does not allow threads in a process; needed is MPI_THREAD_FUNNELED; use an MPI library built with it");
    }
    MPI_Finalize();
    return static_cast<int>(code);
}

int run_alone(const RankBody& body) {
    try {
        SerialCommunicator communicator;
        return static_cast<int>(body(communicator));
    } catch (...) {
        const Failure failure = current_failure();
        say_last_words(failure.message);
        return static_cast<int>(failure.code);
    }
}

std::string mpi_library_version() {
    std::array<char, MPI_MAX_LIBRARY_VERSION_STRING> text{};
    int length = 0;
    MPI_Get_library_version(text.data(), &length);
    return std::string(text.data());
}

}  // namespace hadome
