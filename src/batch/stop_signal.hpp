#pragma once

namespace hadome {

/// USR1, TERM and INT ask a run to stop with a checkpoint. TERM and INT may be followed by a kill at once; then the
/// last periodic checkpoint stands. From here on a file that may not grow is an error of the write, not a death by
/// XFSZ: the run can say what is wrong.
void listen_for_stop_signals();

/// The signal that has come, or 0.
int stop_signal();

}  // namespace hadome
