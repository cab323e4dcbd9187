#include "parallel/last_words.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <future>
#include <mutex>
#include <sstream>
#include <thread>
#include <utility>

namespace hadome {
namespace {

constexpr std::chrono::seconds longest_wait{1};

std::mutex log_mutex;
std::string log_file;  // guarded by it

/// As the other lines of the log begin.
std::string time_of_day() {
    const std::time_t now = std::time(nullptr);
    std::tm parts{};
    localtime_r(&now, &parts);
    std::array<char, 32> text{};
    return {text.data(), std::strftime(text.data(), text.size(), "%Y-%m-%d %H:%M:%S ", &parts)};
}

std::string with_time(const std::string& text) {
    const std::string time = time_of_day();
    std::string lines;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) {
        lines += time + line + "\n";
    }
    return lines;
}

/// In one call, so that lines of several ranks do not mingle. A log that is no longer there is not made again.
void append(const std::string& file, const std::string& lines) {
    const int log = ::open(file.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC);
    if (log >= 0) {
        [[maybe_unused]] const auto written = ::write(log, lines.data(), lines.size());
        ::close(log);
    }
}

}  // namespace

void keep_last_words_in(const std::filesystem::path& log) {
    const std::scoped_lock lock{log_mutex};
    log_file = log.string();
}

void say_last_words(const std::string& text) {
    std::fprintf(stderr, "%s\n", text.c_str());
    std::fflush(stderr);
    std::string file;
    {
        const std::scoped_lock lock{log_mutex};
        file = log_file;
    }
    if (file.empty()) {
        return;
    }
    std::packaged_task<void()> task{[file, lines = with_time(text)] { append(file, lines); }};
    const std::future<void> written = task.get_future();
    std::thread(std::move(task)).detach();
    written.wait_for(longest_wait);
}

}  // namespace hadome
