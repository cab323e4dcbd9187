// The reader of checkpoints. Digests would keep nearly all that a fuzzer makes from what is behind them: half of the
// cases are given the right digest. Whatever the bytes, they are a checkpoint, an IoError, or a manifest of another
// version of Hadome, which is an InputError.
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <nlohmann/json.hpp>

#include "core/check.hpp"
#include "core/diagnostics.hpp"
#include "core/name_hash.hpp"
#include "loss/loss_block.hpp"
#include "results/checkpoint.hpp"
#include "results/scenario_table.hpp"
#include "support/scratch_directory.hpp"

namespace {

using namespace hadome;

const CheckpointDirectory& checkpoints() {
    static const test::ScratchDirectory scratch;
    static const CheckpointDirectory directory(scratch.path());
    directory.make();
    return directory;
}

void write(const char* name, std::string_view bytes) {
    std::ofstream(checkpoints().path() / name, std::ios::binary) << bytes;
}

/// What was read says the same when it is written again, and can be added up.
void read_state(const std::string& bytes) {
    const ShareState state = ShareState::from_bytes(bytes);
    if (state.to_bytes() != bytes) {
        std::abort();
    }
    Tally sum(state.tally.shape);
    sum.merge(state.tally);
    if (!(sum == state.tally)) {
        std::abort();
    }
}

void read_manifest(std::string text, bool with_digest) {
    if (with_digest) {
        auto json = nlohmann::ordered_json::parse(text, nullptr, false);
        if (json.is_object()) {
            json.erase("digest");
            json["digest"] = digest_of(json.dump());
            text = json.dump();
        }
    }
    write("generation.1", text);
    std::vector<std::string> problems;
    std::vector<Manifest> manifests;
    try {
        manifests = checkpoints().manifests(problems);
    } catch (const InputError&) {
        return;
    }
    for (const Manifest& manifest : manifests) {
        for (const CheckpointPart& part : manifest.parts) {
            try {
                checkpoints().read_part(part);
            } catch (const IoError&) {
            }
        }
    }
}

/// Every record's digest made that of the bytes that follow.
void digest_records(std::string& bytes) {
    constexpr std::size_t head = 3 * sizeof(std::uint64_t);  // mark, bytes, digest
    for (std::size_t at = 0; bytes.size() - at >= head;) {
        std::uint64_t size = 0;
        std::memcpy(&size, bytes.data() + at + sizeof size, sizeof size);
        at += head;
        if (size > bytes.size() - at) {
            return;
        }
        const std::uint64_t digest = name_hash(std::string_view(bytes).substr(at, size));
        std::memcpy(bytes.data() + at - sizeof digest, &digest, sizeof digest);
        at += size;
    }
}

template <class Block>
void read_rows(std::string bytes, bool with_digest, std::int64_t more) {
    if (with_digest) {
        digest_records(bytes);
    }
    write("rows.1.0", bytes);
    RowReader<Block> reader(checkpoints().path(), {{"rows.1.0", static_cast<std::int64_t>(bytes.size()) + more}});
    std::int64_t rows = 0;
    for (auto blocks = reader.next(1000); !blocks.empty(); blocks = reader.next(1000)) {
        for (const Block& block : blocks) {
            rows += block.size();
        }
    }
    if (rows != reader.scenarios()) {
        std::abort();
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) {
        return 0;
    }
    const std::string bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
    try {
        switch (data[0] % 8) {
            case 0: read_manifest(bytes, false); break;
            case 1: read_manifest(bytes, true); break;
            case 2: read_rows<ScenarioBlock>(bytes, false, 0); break;
            case 3: read_rows<ScenarioBlock>(bytes, true, 0); break;
            case 4: read_rows<ScenarioBlock>(bytes, true, std::int64_t{1} << 60); break;
            case 5: read_rows<LossBlock>(bytes, true, 0); break;
            default: read_state(bytes); break;
        }
    } catch (const IoError&) {
    }
    return 0;
}
