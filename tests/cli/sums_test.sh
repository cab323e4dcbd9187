#!/usr/bin/env bash
# In the results file the losses by sector and by threat of every scenario add up to its loss, to the last yen.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

hadome 2 1 run "$tutorial" -o "$work/run" --scenarios 2000 --progress none 2>/dev/null
"$PYTHON" - "$work/run/results.h5" <<'PYTHON' || fail "parts and totals disagree"
import sys
import h5py

with h5py.File(sys.argv[1]) as file:
    loss = file["scenarios/loss"][:]
    assert loss.shape == (2000,) and loss.max() > 0, "no loss to split"
    assert (file["scenarios/loss_by_sector"][:].sum(axis=1) == loss).all(), "sectors"
    assert (file["scenarios/loss_by_threat"][:].sum(axis=1) == loss).all(), "threats"
    assert (file["scenarios/loss_it"][:] <= loss).all(), "IT"
    assert (file["scenarios/max_event_loss"][:] <= loss).all(), "largest event"
    high, low = file["metrics/sum"][1]
    assert (int(high) << 64) + int(low) == sum(map(int, loss)), "exact sum"
PYTHON
finish
