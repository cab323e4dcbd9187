#include "batch/batch_system.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>

#include "core/duration_text.hpp"

namespace hadome {

std::optional<double> batch_time_left() {
    const char* job = std::getenv("SLURM_JOB_ID");
    if (job == nullptr) {
        return std::nullopt;
    }
    const std::string id = job;
    if (id.empty() || !std::all_of(id.begin(), id.end(), [](unsigned char c) { return std::isdigit(c) != 0; })) {
        return std::nullopt;
    }
    const std::string command = "squeue -h -j " + id + " -o %L 2>/dev/null";
    const std::unique_ptr<FILE, int (*)(FILE*)> answer(popen(command.c_str(), "r"), pclose);
    std::array<char, 64> line{};
    if (!answer || std::fgets(line.data(), line.size(), answer.get()) == nullptr) {
        return std::nullopt;
    }
    std::string text = line.data();
    while (!text.empty() && std::isspace(static_cast<unsigned char>(text.back())) != 0) {
        text.pop_back();
    }
    return wall_seconds(text);  // "UNLIMITED", "INVALID" and the like are no time
}

}  // namespace hadome
