#pragma once

#include <deque>
#include <vector>

#include "cascade/network.hpp"
#include "core/index.hpp"
#include "core/time.hpp"
#include "model/model.hpp"

namespace hadome {

/// Supplies under way: every change of a lagged group's supply arrives after the lag, short pulses too, with its cause.
class LagLines {
public:
    explicit LagLines(const Model& model) : lines_(model.groups.size()) {}

    void reset() {
        for (const GroupId id : touched_) {
            lines_[id] = Line{};
        }
        touched_.clear();
    }
    /// \return true if this differs from what was sent last and is now under way
    bool send(GroupId id, Tick arrival, const Delivery& delivery) {
        Line& line = lines_[id];
        if (delivery == line.sent) {
            return false;
        }
        touched_.push_back(id);
        line.sent = delivery;
        line.under_way.push_back({arrival, delivery});
        return true;
    }
    /// The delivery that arrives next.
    Delivery receive(GroupId id) {
        const Delivery delivery = lines_[id].under_way.front().delivery;
        lines_[id].under_way.pop_front();
        return delivery;
    }

private:
    struct Parcel {
        Tick arrival = 0;
        Delivery delivery;
    };
    struct Line {
        Delivery sent;
        std::deque<Parcel> under_way;
    };
    IndexVector<GroupId, Line> lines_;
    std::vector<GroupId> touched_;
};

}  // namespace hadome
