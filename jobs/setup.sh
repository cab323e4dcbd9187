# shellcheck shell=bash
# Sourced by jobs/local.sh and tests/run.sh: what Hadome needs, how it gets here, and where it runs.
#
# As root on a Debian system missing packages are installed; anyone else is told what to install or load.

# shellcheck disable=SC2034 # these lists are read by the scripts that source this one
build_packages=(
    g++ cmake ninja-build pkg-config git ca-certificates
    openmpi-bin libopenmpi-dev libhdf5-openmpi-dev
    libboost-dev libcli11-dev libspdlog-dev libtomlplusplus-dev nlohmann-json3-dev librandom123-dev libxxhash-dev
)
# shellcheck disable=SC2034
report_packages=(
    python3 python3-h5py python3-h5netcdf python3-xarray python3-pandas python3-numpy python3-matplotlib python3-jinja2
    python3-xxhash fonts-noto-cjk
)
# shellcheck disable=SC2034
test_packages=(
    libgtest-dev libgmock-dev python3-pytest python3-xxhash clang-format clang-tidy hdf5-tools
)
# The fuzzers and sanitizers; llvm names the lines in their reports. Tests go on without.
# shellcheck disable=SC2034
sanitizer_packages=(clang libclang-rt-14-dev libomp-dev llvm)

say() { printf '%s\n' "$*" >&2; }

die() {
    say "$*"
    exit 1
}

missing_packages() {
    local package
    for package in "$@"; do
        case "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)" in
            installed) ;;
            *) printf '%s\n' "$package" ;;
        esac
    done
}

# A machine without dpkg (a cluster with environment modules): the tools can be looked for, the libraries are cmake's to name.
require_modules() {
    local tool missing=()
    for tool in g++ cmake ninja git mpirun python3; do
        command -v "$tool" >/dev/null || missing+=("$tool")
    done
    if ((${#missing[@]} > 0)); then
        say "missing: ${missing[*]}"
        say "load environment modules (or install, for example with Spack) for: GCC >= 12, CMake >= 3.25, Ninja, an MPI,"
        say "HDF5 >= 1.10 with MPI, Boost >= 1.74, CLI11, spdlog, toml++, nlohmann-json, Random123, xxHash,"
        die "Python >= 3.11 with h5py, h5netcdf, xarray, pandas, matplotlib, jinja2; then call this script again"
    fi
}

# install_missing PACKAGE...
install_missing() {
    if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
        require_modules
        return
    fi
    local missing
    mapfile -t missing < <(missing_packages "$@")
    if ((${#missing[@]} == 0)); then
        return
    fi
    if ((EUID != 0)); then
        say "missing packages: ${missing[*]}"
        say "as root: apt-get install --no-install-recommends ${missing[*]}"
        die "then call this script again; on a cluster, ask for these or for modules of the same names"
    fi
    say "installing ${#missing[@]} packages: ${missing[*]}"
    export DEBIAN_FRONTEND=noninteractive
    apt-get -qq update
    apt-get -qq install -y --no-install-recommends "${missing[@]}" >/dev/null
}

# Whether clang is here with libFuzzer, the sanitizers and OpenMP.
has_sanitizers() {
    local program status=0
    program=$(mktemp)
    printf 'extern "C" int LLVMFuzzerTestOneInput(const unsigned char*, unsigned long) { return 0; }\n' |
        clang++ -fopenmp -fsanitize=fuzzer,address,undefined -x c++ - -o "$program" >/dev/null 2>&1 || status=1
    rm -f "$program"
    return "$status"
}

# build PRESET TARGETS [CMAKE-OPTION...]: targets are parted by blanks; none are those that the preset names
build() {
    local preset=$1 targets
    read -ra targets <<<"$2"
    shift 2
    say "building (preset $preset)"
    cmake --preset "$preset" --log-level=WARNING "$@" >/dev/null
    cmake --build --preset "$preset" ${targets[@]:+--target "${targets[@]}"}
}

# The interpreter that the packages above belong to; another python3 earlier on PATH would lack them.
python_of_system() {
    if command -v dpkg-query >/dev/null; then
        printf '/usr/bin/python3'
    else
        command -v python3
    fi
}

# Open MPI refuses root unless told twice; containers lack the system call of its fast path between processes.
prepare_mpi() {
    if ((EUID == 0)); then
        export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1
    fi
    export OMPI_MCA_btl_vader_single_copy_mechanism=none
}
