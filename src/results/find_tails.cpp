#include "results/find_tails.hpp"

#include "parallel/agree.hpp"

namespace hadome {
namespace {

constexpr std::int64_t read_bytes = std::int64_t{16} << 20;

void look_at_all(RowSource<LossBlock>& losses, TailSurvey& survey) {
    losses.rewind();
    for (std::vector<LossBlock> blocks; !(blocks = losses.next(read_bytes)).empty();) {
        for (const LossBlock& block : blocks) {
            survey.look(block);
        }
    }
}

}  // namespace

TailFindings find_tails(const TailQuestions& questions, RowSource<LossBlock>& losses, Communicator& communicator) {
    TailSurvey survey(questions);
    while (survey.wants_look()) {
        agree_on_long_work(communicator, [&] { look_at_all(losses, survey); });
        for (const std::span<std::int64_t> counts : survey.counts()) {
            communicator.all_sum(counts);
        }
        agree(communicator, [&] { survey.end_look(); });
    }
    communicator.collect(survey.sums(), [&](int rank, const std::string& sums) {
        if (rank != Communicator::root) {
            survey.add_sums(sums);
        }
    });
    return std::move(survey).findings();
}

}  // namespace hadome
