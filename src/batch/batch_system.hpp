#pragma once

#include <optional>

namespace hadome {

/// Wall time [s] that the batch system leaves this job, where there is one that tells (Slurm: SLURM_JOB_END_TIME, or
/// else squeue).
std::optional<double> batch_time_left();

}  // namespace hadome
