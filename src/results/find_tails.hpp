#pragma once

#include "loss/tail_survey.hpp"
#include "parallel/communicator.hpp"
#include "results/row_source.hpp"

namespace hadome {

/// Collective: reads the tails of the losses of all ranks, which are read several times. Complete on the root only.
/// \throws AgreedError on every rank if one of them cannot read its own
TailFindings find_tails(const TailQuestions& questions, RowSource<LossBlock>& losses, Communicator& communicator);

}  // namespace hadome
