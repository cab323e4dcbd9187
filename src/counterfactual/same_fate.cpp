#include "counterfactual/same_fate.hpp"

#include <algorithm>

namespace hadome {

bool same_fate(const Scenario& a, const Scenario& b) {
    const auto same_stages = [&](const Damage& x, const Damage& y) {
        return std::equal(a.stages.begin() + x.first_stage, a.stages.begin() + x.last_stage,
                          b.stages.begin() + y.first_stage, b.stages.begin() + y.last_stage,
                          [](const Stage& s, const Stage& t) { return s.until == t.until && s.deficit == t.deficit; });
    };
    return a.events.size() == b.events.size() && a.windows == b.windows &&
           std::equal(a.damages.begin(), a.damages.end(), b.damages.begin(), b.damages.end(),
                      [&](const Damage& x, const Damage& y) {
                          const Event& e = a.events[x.event];
                          const Event& f = b.events[y.event];
                          return x.node == y.node && x.kind == y.kind && x.onset == y.onset &&
                                 x.detection == y.detection && x.only_while_degraded == y.only_while_degraded &&
                                 e.name == f.name && e.threat == f.threat && e.onset == f.onset && e.kind == f.kind &&
                                 same_stages(x, y);
                      });
}

}  // namespace hadome
