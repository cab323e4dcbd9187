#include "batch/run_log.hpp"

#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>

#include <cstdio>
#include <filesystem>

#include "core/check.hpp"
#include "parallel/last_words.hpp"

namespace hadome {

RunLog::RunLog(Voice voice) : voice_{voice} {
    if (voice_ == Voice::speaking) {
        screen_ = std::make_shared<spdlog::logger>("screen", std::make_shared<spdlog::sinks::stderr_sink_st>());
        screen_->set_pattern("%v");
    }
}

void RunLog::open_file(const std::filesystem::path& file) {
    if (voice_ == Voice::mute) {
        keep_last_words_in(file);
        return;
    }
    std::error_code ignored;
    if (std::filesystem::exists(file, ignored) && !std::filesystem::is_regular_file(file, ignored)) {
        throw IoError(file.string() + ": the log cannot be written; it is not a regular file; remove it");
    }
    try {
        file_ = std::make_shared<spdlog::logger>("file",
                                                 std::make_shared<spdlog::sinks::basic_file_sink_st>(file.string()));
    } catch (const spdlog::spdlog_ex& error) {
        throw IoError(file.string() + ": the log cannot be written; " + error.what());
    }
    file_->set_pattern("%Y-%m-%d %H:%M:%S %v");
    file_->flush_on(spdlog::level::info);
    keep_last_words_in(file);
}

void RunLog::say(const std::string& text) {
    if (screen_) {
        end_redraw();
        screen_->info(text);
    }
    say_in_file(text);
}

void RunLog::say_in_file(const std::string& text) {
    if (file_) {
        file_->info(text);
    }
}

void RunLog::redraw(const std::string& text) {
    if (voice_ == Voice::mute) {
        return;
    }
    // Blanks cover what a longer line before left behind.
    const std::size_t rest = drawn_ > text.size() ? drawn_ - text.size() : 0;
    std::fprintf(stderr, "\r%s%*s", text.c_str(), static_cast<int>(rest), "");
    std::fflush(stderr);
    drawn_ = text.size();
}

void RunLog::end_redraw() {
    if (drawn_ > 0) {
        std::fputc('\n', stderr);
        drawn_ = 0;
    }
}

}  // namespace hadome
