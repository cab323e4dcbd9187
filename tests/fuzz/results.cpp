// The reader of results. The HDF5 library itself may crash on a damaged file, so results are held against the digest in
// provenance.json before it sees them. One half of the cases are damaged bytes, or a damaged provenance, which must
// be refused at that gate. The other half are files that are sound as HDF5 but not what Hadome would have written, with
// the right digest: our own reading must refuse them, by a failure of `verify` or an IoError.
#include <fuzzer/FuzzedDataProvider.h>
#include <hdf5.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <limits>

#include "core/check.hpp"
#include "core/diagnostics.hpp"
#include "hdf5/dataset.hpp"
#include "parallel/serial_communicator.hpp"
#include "results/provenance.hpp"
#include "results/publish.hpp"
#include "results/results_file.hpp"
#include "results/schema.hpp"
#include "results/stored_run.hpp"
#include "results/verify.hpp"
#include "support/sample_run.hpp"
#include "support/scratch_directory.hpp"

namespace {

using namespace hadome;
using std::filesystem::path;

constexpr std::int64_t scenarios = 12;

/// Good results, from which every case begins.
struct Good {
    Good() {
        const test::SampleRun run(scenarios);
        SerialCommunicator alone;
        test::MemoryRows rows;
        rows.add(run.rows(0, scenarios));
        const Metrics metrics = compute_metrics(run.tally, run.tails(), run.input.options.tail_levels);
        const Ranking ranking = rank_candidates(run.tally, run.tails(), {run.input.options.ranking_tail_level});
        const RunFindings findings{run.tally, metrics, &ranking};
        write_results(scratch.path(), run.input, &findings, rows, alone);
        results = test::bytes_of(file());
        restore();
        if (!verify_results(scratch.path()).failures.empty()) {
            std::abort();
        }
        datasets = hdf5::dataset_paths(hdf5::File::open_to_read(file().string()));
    }
    path file() const { return scratch / "results.h5"; }
    void put(std::string_view bytes) const { std::ofstream(file(), std::ios::binary | std::ios::trunc) << bytes; }
    /// Makes provenance.json say that the results are as they are.
    void redigest() const {
        Provenance provenance;
        provenance.results_digest = digest_of_file(file());
        write_provenance(scratch.path(), provenance);
    }
    void restore() const {
        put(results);
        redigest();
    }

    test::ScratchDirectory scratch;
    std::string results;
    std::vector<std::string> datasets;
};

const Good& good() {
    static const Good one;
    return one;
}

void damage_bytes(FuzzedDataProvider& data) {
    std::string bytes = good().results;
    while (data.remaining_bytes() > 0) {
        const auto at = data.ConsumeIntegralInRange<std::size_t>(0, bytes.size() - 1);
        bytes[at] = static_cast<char>(bytes[at] + data.ConsumeIntegralInRange<int>(1, 255));
    }
    bytes.resize(data.ConsumeBool() ? bytes.size() / 2 : bytes.size());
    good().put(bytes);
}

void damage_provenance(FuzzedDataProvider& data) {
    std::ofstream(good().scratch / "provenance.json", std::ios::binary) << data.ConsumeRemainingBytesAsString();
}

void must_be_refused() {
    try {
        require_undamaged(good().scratch.path());
        if (test::bytes_of(good().file()) != good().results) {
            std::abort();
        }
    } catch (const IoError&) {
        if (verify_results(good().scratch.path()).failures.empty()) {
            std::abort();
        }
    }
}

/// A number that may be a border of something.
std::int64_t number(FuzzedDataProvider& data) {
    using Limits = std::numeric_limits<std::int64_t>;
    return data.PickValueInArray<std::int64_t>({0, 1, -1, scenarios, Limits::max(), Limits::min(),
                                                data.ConsumeIntegral<std::int64_t>(),
                                                data.ConsumeIntegral<std::int8_t>()});
}

double real(FuzzedDataProvider& data) {
    using Limits = std::numeric_limits<double>;
    return data.PickValueInArray<double>({0.0, -1.0, 1e300, Limits::infinity(), Limits::quiet_NaN(),
                                          static_cast<double>(data.ConsumeIntegral<std::int64_t>())});
}

hid_t text_type() {
    const hid_t type = H5Tcopy(H5T_C_S1);
    H5Tset_size(type, H5T_VARIABLE);
    H5Tset_cset(type, H5T_CSET_UTF8);
    return type;
}

/// One of several types; to be closed.
hid_t some_type(FuzzedDataProvider& data) {
    switch (data.ConsumeIntegralInRange(0, 5)) {
        case 0: return text_type();
        case 1: return H5Tcopy(H5T_NATIVE_INT64);
        case 2: return H5Tcopy(H5T_NATIVE_DOUBLE);
        case 3: return H5Tcopy(H5T_NATIVE_INT8);
        case 4: return H5Tcopy(H5T_NATIVE_UINT64);
        default: return H5Tcopy(H5T_C_S1);
    }
}

/// One of several shapes; to be closed. \param huge a size larger than any file
hid_t some_space(FuzzedDataProvider& data, bool huge) {
    hsize_t sizes[3] = {};
    for (hsize_t& size : sizes) {
        size = data.ConsumeIntegralInRange<hsize_t>(0, 2 * scenarios);
    }
    if (huge) {
        sizes[0] = hsize_t{1} << data.ConsumeIntegralInRange(20, 50);
    }
    const int rank = data.ConsumeIntegralInRange(huge ? 1 : 0, 3);
    return rank == 0 ? H5Screate(H5S_SCALAR) : H5Screate_simple(rank, sizes, nullptr);
}

void replace_dataset(FuzzedDataProvider& data, hid_t file, const char* name) {
    const bool huge = data.ConsumeProbability<double>() < 0.1;
    const hid_t type = some_type(data);
    const hid_t space = some_space(data, huge);
    const hid_t how = H5Pcreate(H5P_DATASET_CREATE);
    if (huge) {  // in pieces, none of which is ever written
        const hsize_t piece[3] = {1024, 1, 1};
        H5Pset_chunk(how, H5Sget_simple_extent_ndims(space), piece);
    }
    H5Ldelete(file, name, H5P_DEFAULT);
    const hid_t dataset = H5Dcreate2(file, name, type, space, H5P_DEFAULT, how, H5P_DEFAULT);
    if (!huge && H5Tget_class(type) == H5T_INTEGER) {
        std::vector<std::int64_t> values(static_cast<std::size_t>(H5Sget_simple_extent_npoints(space)));
        for (std::int64_t& value : values) {
            value = number(data);
        }
        H5Dwrite(dataset, H5T_NATIVE_INT64, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data());
    }
    H5Dclose(dataset);
    H5Pclose(how);
    H5Sclose(space);
    H5Tclose(type);
}

void change_value(FuzzedDataProvider& data, hid_t file, const char* name) {
    const hid_t dataset = H5Dopen2(file, name, H5P_DEFAULT);
    if (dataset < 0) {
        return;
    }
    const hid_t type = H5Dget_type(dataset);
    const hid_t space = H5Dget_space(dataset);
    const auto size = H5Sget_simple_extent_npoints(space);
    const auto change = [&]<class Value>(Value to, hid_t as) {
        std::vector<Value> values(static_cast<std::size_t>(size));
        H5Dread(dataset, as, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data());
        values[data.ConsumeIntegralInRange<std::size_t>(0, values.size() - 1)] = to;
        H5Dwrite(dataset, as, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data());
    };
    if (size > 0 && size < 100'000) {
        switch (H5Tget_class(type)) {
            case H5T_INTEGER: change(number(data), H5T_NATIVE_INT64); break;
            case H5T_FLOAT: change(real(data), H5T_NATIVE_DOUBLE); break;
            default: break;
        }
    }
    H5Sclose(space);
    H5Tclose(type);
    H5Dclose(dataset);
}

void change_attribute(FuzzedDataProvider& data, hid_t file) {
    constexpr const char* names[] = {"format",        "format_version", "hadome_version", "git_sha",
                                     "input_digest",  "title",          "seed",           "scenarios",
                                     "horizon_hours", "scenario_kind",  "scenario_table"};
    const char* name = data.PickValueInArray(names);
    H5Adelete(file, name);
    if (data.ConsumeBool()) {
        return;
    }
    const hid_t type = some_type(data);
    const hid_t space = some_space(data, false);
    const hid_t attribute = H5Acreate2(file, name, type, space, H5P_DEFAULT, H5P_DEFAULT);
    const auto size = static_cast<std::size_t>(H5Sget_simple_extent_npoints(space));
    if (H5Tget_class(type) == H5T_STRING && H5Tis_variable_str(type) > 0) {
        const std::vector<const char*> texts(size, "text");
        H5Awrite(attribute, type, texts.data());
    } else if (H5Tget_class(type) == H5T_INTEGER) {
        const std::vector<std::int64_t> values(size, number(data));
        H5Awrite(attribute, H5T_NATIVE_INT64, values.data());
    }
    H5Aclose(attribute);
    H5Sclose(space);
    H5Tclose(type);
}

/// Gives an axis and all that lies along it another size, so that shapes agree.
void resize_axis(FuzzedDataProvider& data, hid_t file) {
    constexpr const char* names[] = {"scenario", "sector", "function", "region", "node",    "threat",
                                     "headline", "word",   "source",   "worst",  "give_up", "damage_kind"};
    const std::string name = data.PickValueInArray(names);
    const auto to = data.ConsumeIntegralInRange<hsize_t>(0, 4);
    for (const DatasetSchema& schema : results_schema()) {
        if (std::find(schema.axes.begin(), schema.axes.end(), name) == schema.axes.end()) {
            continue;
        }
        const hid_t dataset = H5Dopen2(file, schema.path.c_str(), H5P_DEFAULT);
        if (dataset < 0) {
            continue;
        }
        const hid_t type = H5Dget_type(dataset);
        hid_t space = H5Dget_space(dataset);
        std::vector<hsize_t> sizes(static_cast<std::size_t>(H5Sget_simple_extent_ndims(space)));
        H5Sget_simple_extent_dims(space, sizes.data(), nullptr);
        for (std::size_t k = 0; k < std::min(sizes.size(), schema.axes.size()); ++k) {
            sizes[k] = schema.axes[k] == name ? to : sizes[k];
        }
        H5Sclose(space);
        H5Dclose(dataset);
        H5Ldelete(file, schema.path.c_str(), H5P_DEFAULT);
        space = H5Screate_simple(static_cast<int>(sizes.size()), sizes.data(), nullptr);
        H5Dclose(H5Dcreate2(file, schema.path.c_str(), type, space, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT));
        H5Sclose(space);
        H5Tclose(type);
    }
}

void edit(FuzzedDataProvider& data) {
    const hid_t file = H5Fopen(good().file().c_str(), H5F_ACC_RDWR, H5P_DEFAULT);
    while (data.remaining_bytes() > 0) {
        const std::string& name =
            good().datasets[data.ConsumeIntegralInRange<std::size_t>(0, good().datasets.size() - 1)];
        switch (data.ConsumeIntegralInRange(0, 4)) {
            case 0: H5Ldelete(file, name.c_str(), H5P_DEFAULT); break;
            case 1: replace_dataset(data, file, name.c_str()); break;
            case 2: change_value(data, file, name.c_str()); break;
            case 3: resize_axis(data, file); break;
            default: change_attribute(data, file); break;
        }
    }
    H5Fclose(file);
    good().redigest();
}

template <class Ask>
void ask(Ask&& question) {
    try {
        question();
    } catch (const IoError&) {
    } catch (const InputError&) {
    }
}

void read_all() {
    const path& directory = good().scratch.path();
    ask([&] { verify_results(directory); });
    ask([&] {
        const StoredRun run(directory);
        ask([&] { run.input(); });
        for (const std::int64_t k : {std::int64_t{0}, std::int64_t{1}, scenarios - 1, run.info().scenarios - 1}) {
            ask([&] { run.worst_scenario(k); });
            ask([&] { run.loss(k); });
        }
    });
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    good().restore();
    FuzzedDataProvider data(bytes, size);
    switch (data.ConsumeIntegralInRange(0, 3)) {
        case 0:
            damage_bytes(data);
            must_be_refused();
            break;
        case 1:
            damage_provenance(data);
            must_be_refused();
            break;
        default:
            edit(data);
            read_all();
            break;
    }
    return 0;
}
