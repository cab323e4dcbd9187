// fuzz_seeds DIR: good pieces of a checkpoint, from which the fuzzer of its reader begins.
#include <filesystem>
#include <fstream>

#include "results/checkpoint.hpp"
#include "support/sample_run.hpp"
#include "support/scratch_directory.hpp"

int main(int, char** arguments) {
    using namespace hadome;
    const std::filesystem::path seeds = arguments[1];
    // The first byte says what the rest is: see checkpoint.cpp.
    const auto put = [&](const std::string& name, char kind, const std::string& bytes) {
        std::ofstream(seeds / name, std::ios::binary) << kind << bytes;
    };
    const test::ScratchDirectory scratch;
    const CheckpointDirectory directory(scratch.path());
    directory.make();
    const test::SampleRun run(12);
    RowLog rows(directory.row_file(1, 0));
    rows.add(run.rows(0, 8));
    rows.add(run.rows(8, 12));
    RowLog losses(directory.loss_file(1, 0));
    losses.add(run.losses);
    const ShareState state{NumberSet({0, 12}), run.tally, {losses.write_out()}, {rows.write_out()}};
    put("state", '\7', state.to_bytes());
    put("empty", '\7', ShareState{{}, Tally{}, {}, {}}.to_bytes());
    put("rows", '\2', test::bytes_of(directory.row_file(1, 0)));
    put("digested", '\3', test::bytes_of(directory.row_file(1, 0)));
    put("losses", '\5', test::bytes_of(directory.loss_file(1, 0)));
    directory.publish({"0.1", "abc", "def", 1, 1, 12, 2, 5, {directory.write_part(1, 0, state.to_bytes())}});
    put("manifest", '\0', test::bytes_of(directory.path() / "generation.1"));
    put("resigned", '\1', test::bytes_of(directory.path() / "generation.1"));
    return 0;
}
