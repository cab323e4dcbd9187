#pragma once

#include <functional>
#include <optional>

#include "parallel/communicator.hpp"
#include "parallel/exit_code.hpp"

namespace hadome {

using RankBody = std::function<ExitCode(Communicator&)>;

/// The whole life of MPI in this process: starts it, runs `body` on every rank, agrees on one exit code and ends it.
/// Alone or under mpirun or srun; only the thread that calls may communicate (MPI_THREAD_FUNNELED).
///
/// An `AgreedError` is reported once, by the root, and ends the run in order. Any other exception is known to one rank
/// only: with company that rank reports it and aborts the run with its code, for the others may be waiting for it.
/// \param patience [s] after which a rank that waits for others ends the run, from when they have met until MPI has
/// ended; none: it waits for ever
/// \return the exit code for `main`, the same on every rank
int run_on_ranks(const RankBody& body, std::optional<double> patience = {});

/// The same without MPI, on one rank: no start-up time, and no MPI library needed to work.
int run_alone(const RankBody& body);

/// Name and version of the MPI library in use.
std::string mpi_library_version();

}  // namespace hadome
