#pragma once

#include "parallel/communicator.hpp"

namespace hadome::test {

/// All ranks of the test run.
extern Communicator* world;

}  // namespace hadome::test
