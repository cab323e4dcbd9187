#pragma once

#include <deque>
#include <set>
#include <vector>

#include "cascade/network.hpp"
#include "core/index.hpp"
#include "model/model.hpp"

namespace hadome {

/// Supplies under way: every change of a lagged group's supply arrives after the lag, short pulses too, with its cause.
class LagLines {
public:
    explicit LagLines(const Model& model) : line_of_(model.groups.size()) {
        for (const GroupId id : ids_of(model.groups)) {
            if (model.groups[id].lag > 0) {
                line_of_[id.offset()] = lines_.size();
                lines_.emplace_back();
            }
        }
    }

    void reset() {
        for (const std::size_t place : touched_) {
            lines_[place] = Line{};
        }
        touched_.clear();
        lacking_.clear();
    }
    /// \return true if this differs from what was sent last and is now under way
    bool send(GroupId id, const Delivery& delivery) {
        const std::size_t place = line_of_[id.offset()];
        Line& line = lines_[place];
        if (delivery == line.sent) {
            return false;
        }
        touched_.push_back(place);
        line.sent = delivery;
        line.under_way.push_back(delivery);
        if (delivery.deficit > Fixed::zero()) {
            lacking_.insert(id);
        } else {
            lacking_.erase(id);
        }
        return true;
    }
    /// The delivery that arrives next.
    Delivery receive(GroupId id) {
        Line& line = lines_[line_of_[id.offset()]];
        const Delivery delivery = line.under_way.front();
        line.under_way.pop_front();
        return delivery;
    }
    /// Groups into which less than the whole is being sent.
    const std::set<GroupId>& lacking() const { return lacking_; }

private:
    struct Line {
        Delivery sent;
        std::deque<Delivery> under_way;  ///< the queue of events knows when each arrives
    };
    std::vector<std::size_t> line_of_;  ///< [group] into lines_; only of groups with a lag
    std::vector<Line> lines_;
    std::vector<std::size_t> touched_;
    std::set<GroupId> lacking_;
};

}  // namespace hadome
