#include "hdf5/in_child.hpp"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <exception>
#include <fstream>

#include "core/check.hpp"

namespace hadome::hdf5 {
namespace {

/// The first byte of what the child says; without one it was lost.
constexpr char good = '+';
constexpr char bad = '-';

constexpr rlim_t most_bytes = rlim_t{8} << 30U;  // more than this process has

[[noreturn]] void throw_system(const std::string& what, int code) {
    throw IoError(what + "; " + std::strerror(code) + "; raise the limits of processes and files (ulimit -u, -n)");
}

void lower_limit(int resource, rlim_t limit) {
    rlimit limits{};
    if (::getrlimit(static_cast<__rlimit_resource_t>(resource), &limits) == 0 && limit < limits.rlim_cur) {
        limits.rlim_cur = limit;
        ::setrlimit(static_cast<__rlimit_resource_t>(resource), &limits);
    }
}

rlim_t bytes_of_addresses() {
    std::ifstream statm("/proc/self/statm");
    rlim_t pages = 0;
    statm >> pages;
    return pages * static_cast<rlim_t>(::sysconf(_SC_PAGESIZE));
}

/// If it is lost, it is lost at once and without a word: neither a core nor what MPI or the C library would say of it.
void become_expendable(rlim_t seconds) {
    for (const int number : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGXCPU, SIGPIPE}) {
        std::signal(number, SIG_DFL);
    }
    lower_limit(RLIMIT_CORE, 0);
    lower_limit(RLIMIT_CPU, seconds);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    lower_limit(RLIMIT_AS, bytes_of_addresses() + most_bytes);
#endif
    if (const int nowhere = ::open("/dev/null", O_WRONLY); nowhere >= 0) {
        ::dup2(nowhere, STDERR_FILENO);
    }
}

void write_all(int pipe, const std::string& bytes) {
    std::size_t at = 0;
    while (at < bytes.size()) {
        const ssize_t written = ::write(pipe, bytes.data() + at, bytes.size() - at);
        if (written < 0 && errno != EINTR) {
            return;
        }
        at += written > 0 ? static_cast<std::size_t>(written) : 0;
    }
}

std::string read_all(int pipe) {
    std::string bytes;
    std::array<char, 1U << 16U> block{};
    for (;;) {
        const ssize_t size = ::read(pipe, block.data(), block.size());
        if (size > 0) {
            bytes.append(block.data(), static_cast<std::size_t>(size));
        } else if (size == 0 || errno != EINTR) {
            return bytes;
        }
    }
}

[[noreturn]] void be_child(int pipe, rlim_t seconds, const std::function<std::string()>& work) {
    become_expendable(seconds);
    std::string said;
    try {
        said = good + work();
    } catch (const std::bad_alloc&) {
        said = std::string{};  // as if lost
    } catch (const std::exception& error) {
        said = bad + std::string(error.what());
    }
    write_all(pipe, said);
    ::_exit(0);
}

}  // namespace

std::string in_child(const std::function<std::string()>& work, std::int64_t seconds, const std::string& loss) {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
        throw_system("cannot make a pipe", errno);
    }
    const pid_t child = ::fork();
    if (child == 0) {
        ::close(ends[0]);
        be_child(ends[1], static_cast<rlim_t>(seconds), work);
    }
    const int failure = errno;
    ::close(ends[1]);
    if (child < 0) {
        ::close(ends[0]);
        throw_system("cannot start a process", failure);
    }
    const std::string said = read_all(ends[0]);
    ::close(ends[0]);
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    if (said.empty() || !WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        throw IoError(loss);
    }
    if (said.front() != good) {
        throw IoError(said.substr(1));
    }
    return said.substr(1);
}

}  // namespace hadome::hdf5
