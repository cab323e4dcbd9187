#include "core/columns.hpp"

#include "core/bytes.hpp"

namespace hadome {
namespace {

template <class Value>
void put_values(const std::vector<Value>& values, ByteWriter& writer) {
    writer.put_all(values);
}

void put_values(const std::vector<std::string>& texts, ByteWriter& writer) {
    writer.put(static_cast<std::uint64_t>(texts.size()));
    for (const std::string& text : texts) {
        writer.put_text(text);
    }
}

std::vector<std::string> get_texts(ByteReader& reader) {
    std::vector<std::string> texts;
    for (auto left = reader.get<std::uint64_t>(); left > 0; --left) {
        texts.push_back(reader.get_text());
    }
    return texts;
}

}  // namespace

std::size_t Column::size() const {
    return std::visit([](const auto& all) { return all.size(); }, values);
}

std::string to_bytes(const std::vector<Column>& columns) {
    ByteWriter writer;
    writer.put(static_cast<std::uint64_t>(columns.size()));
    for (const Column& column : columns) {
        writer.put_text(column.name);
        writer.put(static_cast<std::uint8_t>(column.values.index()));
        std::visit([&](const auto& values) { put_values(values, writer); }, column.values);
    }
    return writer.take();
}

std::vector<Column> columns_from_bytes(const std::string& bytes) {
    ByteReader reader(bytes);
    std::vector<Column> columns;
    for (auto left = reader.get<std::uint64_t>(); left > 0; --left) {
        Column& column = columns.emplace_back();
        column.name = reader.get_text();
        switch (reader.get<std::uint8_t>()) {
            case 0: column.values = reader.get_all<std::int64_t>(); break;
            case 1: column.values = reader.get_all<double>(); break;
            case 2: column.values = get_texts(reader); break;
            default: throw IoError("a message or file holds a column of unknown kind");
        }
    }
    return columns;
}

}  // namespace hadome
