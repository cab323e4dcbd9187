#include "batch/plan.hpp"

#include <gtest/gtest.h>

namespace hadome {
namespace {

TEST(WorkPlan, covers_every_scenario_once_in_order) {
    for (const std::int64_t scenarios : {0, 1, 63, 64, 65, 1000}) {
        const WorkPlan plan{scenarios};
        std::int64_t next = 0;
        for (std::int64_t i = 0; i < plan.items(); ++i) {
            const WorkItem item = plan.item(i);
            EXPECT_EQ(item.first, next);
            EXPECT_GT(item.size(), 0);
            EXPECT_LE(item.size(), WorkPlan::item_size);
            next = item.last;
        }
        EXPECT_EQ(next, scenarios);
    }
}

TEST(WorkPlan, keeps_its_items_when_a_run_is_extended) {
    const WorkPlan shorter{640};
    const WorkPlan longer{6400};
    for (std::int64_t i = 0; i < shorter.items(); ++i) {
        EXPECT_EQ(shorter.item(i), longer.item(i));
    }
}

TEST(WorkPlan, refuses_items_it_does_not_have) {
    EXPECT_THROW(WorkPlan{64}.item(1), InternalError);
    EXPECT_THROW(WorkPlan{-1}, InternalError);
}

}  // namespace
}  // namespace hadome
