#pragma once

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <string>

#include "core/diagnostics.hpp"
#include "input/load.hpp"

namespace hadome::test {

/// Text of each file.
using Texts = std::map<std::string, std::string>;

/// Files of one input in a folder of their own, gone with the object.
class InputFiles {
public:
    explicit InputFiles(const Texts& texts) {
        static int count = 0;
        folder_ = std::filesystem::temp_directory_path() /
                  ("hadome_input_" + std::to_string(::getpid()) + "_" + std::to_string(count++));
        std::filesystem::create_directories(folder_);
        for (const auto& [name, text] : texts) {
            std::ofstream(folder_ / name, std::ios::binary) << text;
        }
    }
    ~InputFiles() { std::filesystem::remove_all(folder_); }
    InputFiles(const InputFiles&) = delete;
    InputFiles& operator=(const InputFiles&) = delete;

    std::string path(const std::string& name) const { return (folder_ / name).string(); }

    LoadedInput load(const Overrides& overrides = {}) const {
        FileBundle files;
        return load_input(path("run.toml"), files, overrides);
    }
    /// What is wrong; nothing when the input is good.
    Diagnostics errors(const Overrides& overrides = {}) const {
        try {
            load(overrides);
        } catch (const InputError& error) {
            return error.diagnostics();
        }
        return {};
    }

private:
    std::filesystem::path folder_;
};

/// Every line of what is wrong, for messages of tests.
inline std::string text_of(const Diagnostics& diagnostics) {
    std::string text;
    for (const Diagnostic& item : diagnostics.items()) {
        text += item.text() + "\n";
    }
    return text;
}

inline LoadedInput load_text(const std::string& run_text) {
    return InputFiles(Texts{{"run.toml", run_text}}).load();
}

/// A good input; tests add to it.
inline const std::string small_run = R"(run = { scenarios = 10, seed = 1 }
sector = [{ id = "s" }]
area = [{ id = "west", seat = "A" }]
region = [{ id = "A", area = "west", lat = 35.0, lon = 135.0 }, { id = "B", area = "west", lat = 36.0, lon = 136.0 }]
function = [{ id = "f", sector = "s" }, { id = "g", sector = "s" }]
platform = [{ id = "p" }]
)";

}  // namespace hadome::test
