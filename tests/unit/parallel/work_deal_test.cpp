#include "parallel/work_deal.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace hadome {
namespace {

TEST(WorkDeal, gives_every_item_to_exactly_one_rank) {
    for (const std::int64_t items : {0, 1, 3, 8, 17}) {
        for (const int size : {1, 2, 5, 20}) {
            std::vector<int> owners(static_cast<std::size_t>(items), 0);
            for (int rank = 0; rank < size; ++rank) {
                const WorkDeal deal(items, rank, size);
                for (std::int64_t k = 0; k < deal.count(); ++k) {
                    ++owners.at(static_cast<std::size_t>(deal.item(k)));
                }
            }
            EXPECT_EQ(owners, std::vector<int>(static_cast<std::size_t>(items), 1)) << items << " over " << size;
        }
    }
}

TEST(WorkDeal, refuses_what_is_not_its_own) {
    const WorkDeal deal(3, 1, 2);
    EXPECT_EQ(deal.count(), 1);
    EXPECT_EQ(deal.item(0), 1);
    EXPECT_THROW(deal.item(1), InternalError);
    EXPECT_THROW(WorkDeal(3, 2, 2), InternalError);
}

}  // namespace
}  // namespace hadome
