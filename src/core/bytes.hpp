#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "core/check.hpp"

namespace hadome {

/// Plain bytes of trivially copyable values, for messages between ranks of one run and for checkpoints.
/// Not portable between byte orders; a reader refuses what is cut short.
class ByteWriter {
public:
    template <class T>
    void put(const T& value) {
        static_assert(std::is_trivially_copyable_v<T>);
        bytes_.append(reinterpret_cast<const char*>(&value), sizeof(T));
    }
    template <class T>
    void put_all(const std::vector<T>& values) {
        static_assert(std::is_trivially_copyable_v<T>);
        put(static_cast<std::uint64_t>(values.size()));
        if (!values.empty()) {
            bytes_.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T));
        }
    }
    void put_text(std::string_view text) { put_all(std::vector<char>(text.begin(), text.end())); }
    std::string take() { return std::move(bytes_); }

private:
    std::string bytes_;
};

class ByteReader {
public:
    explicit ByteReader(std::string_view bytes) : bytes_{bytes} {}

    /// \throws IoError when fewer bytes are left than asked for
    template <class T>
    T get() {
        static_assert(std::is_trivially_copyable_v<T>);
        require(sizeof(T));
        T value;
        std::memcpy(&value, bytes_.data() + at_, sizeof(T));
        at_ += sizeof(T);
        return value;
    }
    template <class T>
    std::vector<T> get_all() {
        const auto size = get<std::uint64_t>();
        if (size > (bytes_.size() - at_) / sizeof(T)) {
            throw IoError("a message or file is cut short");
        }
        std::vector<T> values(size);
        if (size > 0) {
            std::memcpy(values.data(), bytes_.data() + at_, size * sizeof(T));
        }
        at_ += size * sizeof(T);
        return values;
    }
    std::string get_text() {
        const std::vector<char> text = get_all<char>();
        return {text.begin(), text.end()};
    }
    bool at_end() const { return at_ == bytes_.size(); }
    /// Bytes read so far.
    std::size_t position() const { return at_; }

private:
    void require(std::size_t size) const {
        if (size > bytes_.size() - at_) {
            throw IoError("a message or file is cut short");
        }
    }
    std::string_view bytes_;
    std::size_t at_ = 0;
};

}  // namespace hadome
