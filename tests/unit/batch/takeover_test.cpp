#include "batch/takeover.hpp"

#include <gmock/gmock.h>

#include "batch/worker.hpp"
#include "parallel/exit_code.hpp"
#include "parallel/serial_communicator.hpp"
#include "support/sample_run.hpp"
#include "support/scratch_directory.hpp"

namespace hadome {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr std::int64_t scenarios = 12;

/// Parts that are what their manifest says, whatever they hold.
class TakeOverTest : public ::testing::Test {
protected:
    TakeOverTest() { checkpoints_.make(); }

    ShareState state(NumberRange range) {
        LossBlock losses(range.first);
        for (std::int64_t number = range.first; number < range.last; ++number) {
            losses.add(ScenarioLoss{}, {});
        }
        RowLog log(checkpoints_.loss_file(1, logs_++));
        log.add(losses);
        ShareState state{NumberSet(range), Tally{tally_shape(input_)}, {log.write_out()}, {}};
        state.tally.scenarios = range.size();
        return state;
    }
    /// A generation of these parts.
    void write(std::int64_t generation, const std::vector<ShareState>& parts) const {
        Manifest manifest{"0.1", "abc", "def", generation, 1, scenarios, 1, 1, {}, generation - 1};
        for (std::size_t k = 0; k < parts.size(); ++k) {
            manifest.parts.push_back(checkpoints_.write_part(generation, static_cast<int>(k), parts[k].to_bytes()));
        }
        checkpoints_.publish(manifest);
    }
    Beginning take() {
        StoppedRun run{scratch_.path(), {}, {}, {}, {}};
        run.manifests = checkpoints_.manifests(run.problems);
        return take_over(run, input_, warnings_, communicator_);
    }
    /// Generation 1 is good, generation 2 has these parts and is of no use.
    void expect_older(const std::vector<ShareState>& parts, const char* reason) {
        write(1, {state({0, 3})});
        write(2, parts);
        const Beginning beginning = take();
        EXPECT_EQ(beginning.manifest.generation, 1);
        EXPECT_EQ(beginning.pile, NumberSet({3, scenarios}));
        EXPECT_THAT(warnings_, ElementsAre(HasSubstr(reason)));
    }

    test::ScratchDirectory scratch_;
    LoadedInput input_ = test::sample_input(scenarios);
    CheckpointDirectory checkpoints_{scratch_.path()};
    SerialCommunicator communicator_;
    std::vector<std::string> warnings_;
    int logs_ = 0;
};

TEST_F(TakeOverTest, adds_up_the_parts_of_the_newest_generation) {
    write(1, {state({0, 3})});
    write(2, {state({0, 3}), state({5, 12})});
    const Beginning beginning = take();
    EXPECT_EQ(beginning.manifest.generation, 2);
    EXPECT_EQ(beginning.taken_over.tally.scenarios, 10);
    EXPECT_EQ(beginning.pile, NumberSet({3, 5}));
    EXPECT_THAT(warnings_, IsEmpty());
}

TEST_F(TakeOverTest, takes_no_tally_of_another_model) {
    ShareState other = state({3, 6});
    TallyShape shape = other.tally.shape;
    ++shape.nodes;
    other.tally = Tally{shape};
    other.tally.scenarios = 3;
    expect_older({state({0, 3}), other}, "state.2.1: is not of this run; its tally is of another model");
}

TEST_F(TakeOverTest, takes_no_tally_of_other_scenarios) {
    ShareState other = state({3, 6});
    other.scenarios = NumberSet({3, 7});
    expect_older({state({0, 3}), other}, "its tally is not of the scenarios that it names");
}

TEST_F(TakeOverTest, takes_no_scenario_twice) {
    expect_older({state({0, 3}), state({2, 6})}, "scenarios that another part holds as well");
}

TEST_F(TakeOverTest, takes_no_scenario_beyond_the_run) {
    expect_older({state({0, 3}), state({3, scenarios + 1})}, "scenarios that are not of this run");
}

TEST_F(TakeOverTest, says_why_when_there_is_no_older_one) {
    write(1, {state({0, 3}), state({2, 6})});
    try {
        take();
        FAIL() << "was taken over";
    } catch (const AgreedError& error) {
        EXPECT_EQ(error.code(), ExitCode::io_error);
        EXPECT_THAT(error.what(), HasSubstr("state.1.1: is not of this run"));
        EXPECT_THAT(error.what(), HasSubstr("no checkpoint is whole"));
    }
}

}  // namespace
}  // namespace hadome
