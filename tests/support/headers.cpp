// Nothing but the headers that are compiled before all tests: see tests/CMakeLists.txt.
