#include "parallel/exit_code.hpp"

#include <algorithm>
#include <array>
#include <exception>
#include <filesystem>
#include <new>
#include <system_error>

#include "core/check.hpp"
#include "core/diagnostics.hpp"

namespace hadome {

Failure current_failure() {
    try {
        throw;
    } catch (const AgreedError& error) {
        return {error.code(), error.what()};
    } catch (const InputError& error) {
        return {ExitCode::bad_input, error.what()};
    } catch (const IoError& error) {
        return {ExitCode::io_error, error.what()};
    } catch (const std::filesystem::filesystem_error& error) {
        return {ExitCode::io_error, error.path1().string() + ": cannot be used; " + error.code().message() +
                                        "; check the path and its permissions"};
    } catch (const std::system_error& error) {
        return {ExitCode::io_error, std::string("the system refuses a thread or the like; ") + error.code().message() +
                                        "; raise the limits of processes and memory (ulimit -u, -v)"};
    } catch (const std::bad_alloc&) {
        return {ExitCode::internal_error,
                "memory: exhausted; the model or the tables kept need more than there is; "
                "use fewer ranks a node or scenario_table = \"none\""};
    } catch (const std::exception& error) {
        return {ExitCode::internal_error, std::string("internal error: ") + error.what()};
    } catch (...) {
        return {ExitCode::internal_error, "internal error: an exception of unknown type"};
    }
}

ExitCode graver(ExitCode a, ExitCode b) {
    constexpr std::array by_gravity{ExitCode::success, ExitCode::stopped, ExitCode::bad_input, ExitCode::io_error,
                                    ExitCode::internal_error};
    const auto gravity = [&](ExitCode code) { return std::find(by_gravity.begin(), by_gravity.end(), code); };
    return gravity(a) < gravity(b) ? b : a;
}

}  // namespace hadome
