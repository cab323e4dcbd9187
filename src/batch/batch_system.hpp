#pragma once

#include <optional>

namespace hadome {

/// Wall time [s] that the batch system leaves this job, where there is one that tells (Slurm: squeue).
std::optional<double> batch_time_left();

}  // namespace hadome
