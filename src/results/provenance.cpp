#include "results/provenance.hpp"

#include <sys/utsname.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>

#include "core/name_hash.hpp"
#include "core/version.hpp"
#include "hdf5/file.hpp"
#include "parallel/run_on_ranks.hpp"
#include "results/format.hpp"
#include "results/publish.hpp"

namespace hadome {
namespace {

using Json = nlohmann::ordered_json;
using Time = std::chrono::system_clock::time_point;

/// What follows "KEY : " in the description of the first processor; empty where Linux does not say.
std::string cpu_field(std::initializer_list<std::string> keys) {
    std::ifstream file("/proc/cpuinfo");
    for (std::string line; std::getline(file, line) && !line.empty();) {
        const std::size_t colon = line.find(':');
        const std::string key = line.substr(0, line.find_last_not_of(" \t", colon == 0 ? 0 : colon - 1) + 1);
        if (colon != std::string::npos && std::find(keys.begin(), keys.end(), key) != keys.end()) {
            return line.substr(std::min(colon + 2, line.size()));
        }
    }
    return {};
}

HostRecord own_host() {
    utsname system{};
    uname(&system);
    HostRecord host;
    host.name = system.nodename;
    host.cpu = cpu_field({"model name", "CPU part"});
    if (host.cpu.empty()) {
        host.cpu = system.machine;
    }
    host.cpu_features = digest_of(cpu_field({"flags", "Features"}));
    host.ranks = 1;
    return host;
}

/// Batch systems and the variable in which each says what it calls the job.
std::string job_of_environment() {
    for (const char* variable : {"SLURM_JOB_ID", "PBS_JOBID", "PJM_JOBID", "LSB_JOBID", "JOB_ID"}) {
        if (const char* value = std::getenv(variable); value != nullptr) {
            return std::string(variable) + "=" + value;
        }
    }
    return {};
}

/// "2025-03-31T15:04:05Z"
std::string utc_text(Time time) {
    const std::time_t seconds = std::chrono::system_clock::to_time_t(time);
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    std::array<char, 32> text{};
    std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts);
    return std::string(text.data());
}

Json versions() {
    std::string mpi = mpi_library_version();
    mpi.resize(std::min(mpi.size(), mpi.find_first_of(",\n")));  // what follows is how it was built, where and by whom
    return {{"hadome", version},
            {"git_sha", git_sha},
            {"mpi", mpi},
            {"hdf5", hdf5::library_version()},
            {"compiler", std::string("GCC or compatible ") + __VERSION__}};
}

}  // namespace

Provenance begin_provenance(Communicator& communicator, int threads, std::vector<std::string> command_line) {
    Provenance provenance;
    provenance.started = std::chrono::system_clock::now();
    provenance.command_line = std::move(command_line);
    provenance.ranks = communicator.size();
    provenance.threads = threads;
    provenance.job = job_of_environment();
    const HostRecord own = own_host();
    const Json packed = Json::array({own.name, own.cpu, own.cpu_features});
    std::map<std::string, int> ranks_by_host;
    for (const std::string& bytes : communicator.gather(packed.dump())) {
        ++ranks_by_host[bytes];
    }
    for (const auto& [bytes, ranks] : ranks_by_host) {
        const Json host = Json::parse(bytes);
        provenance.hosts.push_back({host[0], host[1], host[2], ranks});
    }
    return provenance;
}

void write_provenance(const std::filesystem::path& directory, const Provenance& provenance) {
    Json hosts = Json::array();
    for (const HostRecord& host : provenance.hosts) {
        hosts.push_back(
            {{"name", host.name}, {"cpu", host.cpu}, {"cpu_features", host.cpu_features}, {"ranks", host.ranks}});
    }
    const std::chrono::duration<double> seconds = provenance.finished - provenance.started;
    const Json document{{"command_line", provenance.command_line},
                        {"started", utc_text(provenance.started)},
                        {"finished", utc_text(provenance.finished)},
                        {"seconds", seconds.count()},
                        {"ranks", provenance.ranks},
                        {"threads_per_rank", provenance.threads},
                        {"job", provenance.job.empty() ? Json() : Json(provenance.job)},
                        {"hosts", hosts},
                        {"results_digest", provenance.results_digest},
                        {"versions", versions()}};
    // Arguments may hold any bytes; what is not UTF-8 must not cost the record.
    publish_text(directory / provenance_file_name, document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
}

}  // namespace hadome
