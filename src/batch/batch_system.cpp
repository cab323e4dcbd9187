#include "batch/batch_system.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <sstream>
#include <string>

#include "core/duration_text.hpp"

namespace hadome {

namespace {

/// A variable that is a number of decimal digits alone, as Slurm's are; empty when there is none.
std::string number_of(const char* variable) {
    const char* value = std::getenv(variable);
    const std::string text = value != nullptr ? value : "";
    const bool is_number =
        std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isdigit(c) != 0; }) &&
        text.size() <= 15;
    return is_number ? text : "";
}

/// By the time at which newer Slurms say that the job ends.
std::optional<double> left_until_end() {
    const std::string end = number_of("SLURM_JOB_END_TIME");
    if (end.empty()) {
        return std::nullopt;
    }
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    const double left = std::stod(end) - std::chrono::duration<double>(now).count();
    // A time that is over is of a job that was given more since, or is left in a shell that outlived its job.
    return left > 0.0 ? std::optional(left) : std::nullopt;
}

/// Asked of a task of a job array, squeue may list all of them, in any order: the line counts that has this job's own
/// number (%A).
std::optional<double> left_in_queue(const std::string& job) {
    const std::string command = "squeue -h -j " + job + " -o '%A %L' 2>/dev/null";
    const std::unique_ptr<FILE, int (*)(FILE*)> answer(popen(command.c_str(), "r"), pclose);
    std::optional<double> left;
    std::array<char, 256> line{};
    while (answer && std::fgets(line.data(), line.size(), answer.get()) != nullptr) {  // to the end, or it cannot write
        std::istringstream words(line.data());
        std::string number;
        std::string time;
        if (words >> number >> time && number == job) {
            left = wall_seconds(time);  // "UNLIMITED", "INVALID" and the like are no time
        }
    }
    return left;
}

}  // namespace

std::optional<double> batch_time_left() {
    const std::string job = number_of("SLURM_JOB_ID");
    if (job.empty()) {
        return std::nullopt;
    }
    const std::optional<double> left = left_until_end();
    return left ? left : left_in_queue(job);
}

}  // namespace hadome
