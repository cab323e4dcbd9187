#include "hdf5/attributes.hpp"

#include "core/check.hpp"
#include "hdf5/error.hpp"

namespace hadome::hdf5 {
namespace {

void write_attribute(hid_t object, const std::string& name, hid_t type, const void* value) {
    const std::string doing = "write attribute '" + name + "'";
    const Handle space = checked_handle(H5Screate(H5S_SCALAR), H5Sclose, doing);
    const Handle attribute =
        checked_handle(H5Acreate2(object, name.c_str(), type, space.id(), H5P_DEFAULT, H5P_DEFAULT), H5Aclose, doing);
    checked(H5Awrite(attribute.id(), type, value), doing);
}

/// Of a single value: whoever reads it has room for no more.
Handle open_attribute(hid_t object, const std::string& name) {
    const std::string doing = "read attribute '" + name + "'";
    Handle attribute = checked_handle(H5Aopen(object, name.c_str(), H5P_DEFAULT), H5Aclose, doing);
    const Handle space = checked_handle(H5Aget_space(attribute.id()), H5Sclose, doing);
    if (H5Sget_simple_extent_npoints(space.id()) != 1) {
        throw IoError("cannot " + doing + "; it is not a single value; use a file that Hadome wrote");
    }
    return attribute;
}

}  // namespace

Handle text_type() {
    const std::string doing = "make a text type";
    Handle type = checked_handle(H5Tcopy(H5T_C_S1), H5Tclose, doing);
    checked(H5Tset_size(type.id(), H5T_VARIABLE), doing);
    checked(H5Tset_cset(type.id(), H5T_CSET_UTF8), doing);
    return type;
}

void write_text_attribute(hid_t object, const std::string& name, const std::string& text) {
    const char* const bytes = text.c_str();
    write_attribute(object, name, text_type().id(), &bytes);
}

void write_number_attribute(hid_t object, const std::string& name, hid_t type, const void* value) {
    write_attribute(object, name, type, value);
}

std::string read_text_attribute(hid_t object, const std::string& name) {
    const Handle attribute = open_attribute(object, name);
    const Handle type = text_type();
    char* bytes = nullptr;
    checked(H5Aread(attribute.id(), type.id(), &bytes), "read attribute '" + name + "'");
    std::string text(bytes != nullptr ? bytes : "");
    H5free_memory(bytes);
    return text;
}

void read_number_attribute(hid_t object, const std::string& name, hid_t type, void* value) {
    checked(H5Aread(open_attribute(object, name).id(), type, value), "read attribute '" + name + "'");
}

}  // namespace hadome::hdf5
