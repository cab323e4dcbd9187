// The input loader: a run file, and the tables that it names. Whatever the bytes, they are an input or an InputError.
#include <algorithm>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/bytes.hpp"
#include "core/diagnostics.hpp"
#include "input/load.hpp"

namespace {

using namespace hadome;

/// Files are parted by a line of the separator and their name; the first one is the run file.
constexpr char separator = '\x1e';
/// Long enough for names of files to take memory of their own, where a use of it after its end is seen.
const std::string folder = "folder_of_the_input/";
const std::string run_file = folder + "run.toml";

FileBundle files_of(std::string_view bytes) {
    ByteWriter files;
    std::uint64_t count = 0;
    const auto put = [&](std::string_view name, std::string_view text) {
        const std::string path = folder + std::string(name);
        files.put_all(std::vector<char>(path.begin(), path.end()));
        files.put_all(std::vector<char>(text.begin(), text.end()));
        ++count;
    };
    std::string_view name = "run.toml";
    for (;;) {
        const std::size_t end = bytes.find(separator);
        put(name, bytes.substr(0, end));
        if (end == std::string_view::npos) {
            break;
        }
        bytes.remove_prefix(end + 1);
        name = bytes.substr(0, bytes.find('\n'));
        bytes.remove_prefix(std::min(name.size() + 1, bytes.size()));
    }
    ByteWriter bundle;
    bundle.put(count);
    files.put(std::uint64_t{0});  // of columns
    return FileBundle::from_bytes(bundle.take() + files.take());
}

/// The input with its defaults written out is itself an input, and the same one.
void check_resolved(const LoadedInput& input) {
    FileBundle again = FileBundle::from_memory(run_file, input.resolved);
    if (load_input(run_file, again, {}).digest != input.digest) {
        std::abort();
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    FileBundle files = files_of({reinterpret_cast<const char*>(data), size});
    std::optional<LoadedInput> input;
    try {
        input = load_input(run_file, files, {});
    } catch (const InputError&) {
        return 0;
    }
    check_resolved(*input);
    return 0;
}
