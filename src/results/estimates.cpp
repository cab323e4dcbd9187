#include "results/estimates.hpp"

#include "results/columns.hpp"

namespace hadome {

void put_estimates(const hdf5::Group& group, const std::string& name, const hdf5::Annotation& about,
                   const hdf5::Axes& along, const std::vector<Estimate>& estimates) {
    const auto with = [&](const char* suffix) {
        return hdf5::Annotation{about.units, about.description + suffix, about.parameters};
    };
    put_column(group, name, about, along, estimates, &Estimate::value);
    put_column(group, name + "_error", with(", standard error"), along, estimates, &Estimate::standard_error);
    put_column(group, name + "_low", with(", lower end of the 95 % interval"), along, estimates, &Estimate::low);
    put_column(group, name + "_high", with(", upper end of the 95 % interval"), along, estimates, &Estimate::high);
}

}  // namespace hadome
