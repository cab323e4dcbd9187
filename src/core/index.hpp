#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace hadome {

/// Strong index: a position in the table of one entity, not to be mixed with another's.
template <class Tag>
class Index {
public:
    constexpr Index() = default;
    explicit constexpr Index(std::int32_t value) : value_{value} {}
    static constexpr Index from_size(std::size_t value) { return Index{static_cast<std::int32_t>(value)}; }

    constexpr std::int32_t value() const { return value_; }
    constexpr std::size_t offset() const { return static_cast<std::size_t>(value_); }
    /// A default-made index names nothing.
    constexpr bool valid() const { return value_ >= 0; }

    friend constexpr auto operator<=>(Index, Index) = default;

private:
    std::int32_t value_ = -1;
};

/// A vector that only the right kind of index can open.
template <class Id, class T>
class IndexVector {
public:
    using value_type = T;

    IndexVector() = default;
    explicit IndexVector(std::size_t size, const T& value = T{}) : items_(size, value) {}

    Id push_back(T item) {
        items_.push_back(std::move(item));
        return Id::from_size(items_.size() - 1);
    }
    decltype(auto) operator[](Id id) { return items_[id.offset()]; }
    decltype(auto) operator[](Id id) const { return items_[id.offset()]; }
    std::size_t size() const { return items_.size(); }
    bool empty() const { return items_.empty(); }
    void resize(std::size_t size) { items_.resize(size); }
    void assign(std::size_t size, const T& value) { items_.assign(size, value); }
    void clear() { items_.clear(); }
    Id end_id() const { return Id::from_size(items_.size()); }
    auto begin() { return items_.begin(); }
    auto end() { return items_.end(); }
    auto begin() const { return items_.begin(); }
    auto end() const { return items_.end(); }
    const std::vector<T>& items() const { return items_; }

private:
    std::vector<T> items_;
};

/// All indices of a table, for range-based loops.
template <class Id>
class IdRange {
public:
    struct Iterator {
        std::int32_t value;
        Id operator*() const { return Id{value}; }
        Iterator& operator++() {
            ++value;
            return *this;
        }
        bool operator==(const Iterator&) const = default;
    };
    IdRange(Id first, Id last) : first_{first.value()}, last_{last.value()} {}
    explicit IdRange(std::size_t size) : first_{0}, last_{static_cast<std::int32_t>(size)} {}
    Iterator begin() const { return {first_}; }
    Iterator end() const { return {last_}; }
    std::size_t size() const { return static_cast<std::size_t>(last_ - first_); }

private:
    std::int32_t first_;
    std::int32_t last_;
};

template <class Id, class T>
IdRange<Id> ids_of(const IndexVector<Id, T>& table) {
    return IdRange<Id>(table.size());
}

}  // namespace hadome
