#pragma once

#include <spdlog/logger.h>

#include <filesystem>
#include <memory>
#include <string>

namespace hadome {

/// What a run says about itself: to stderr, and once there is a run directory to its file `log` with the time of day.
/// Only the root speaks, for all ranks do the same; the others' log is mute.
class RunLog {
public:
    enum class Voice { speaking, mute };
    explicit RunLog(Voice voice);

    /// From now on every line goes to the file as well, after what it holds already; of a mute log only why the run
    /// ends, if it ends here. \throws IoError when the file cannot be written
    void open_file(const std::filesystem::path& file);

    void say(const std::string& text);          ///< both
    void say_in_file(const std::string& text);  ///< the file alone
    /// Draws over the current line of the terminal.
    void redraw(const std::string& text);
    /// Ends a line that was drawn over.
    void end_redraw();

private:
    Voice voice_;
    std::shared_ptr<spdlog::logger> screen_;
    std::shared_ptr<spdlog::logger> file_;
    std::size_t drawn_ = 0;  ///< bytes standing in the current line of the terminal
};

}  // namespace hadome
