# Compiler settings that all targets share.
option(HADOME_AUDIT "Checks too dear for production runs" OFF)
set(HADOME_SANITIZE "" CACHE STRING "Sanitizers, for example address,undefined")
option(HADOME_FUZZ "Fuzzers of the readers; needs clang" OFF)

if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "" FORCE)
endif()
set(CMAKE_CXX_EXTENSIONS ON)  # __int128
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)

# Contraction into fused operations would make results depend on how a function was compiled.
set(HADOME_COMPILE_OPTIONS -Wall -Wextra -Wshadow -Wconversion -Wno-sign-conversion -ffp-contract=off)
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  list(APPEND HADOME_COMPILE_OPTIONS -Wno-restrict)  # false alarms on std::string + (GCC bug 105651)
endif()
if(HADOME_SANITIZE)
  add_compile_options(-fsanitize=${HADOME_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${HADOME_SANITIZE})
endif()
if(HADOME_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()

# Of the engine: a commit that only mends a document or the report gives the same program and the same bytes.
execute_process(COMMAND git -C ${PROJECT_SOURCE_DIR} log -1 --format=%H -- src cmake CMakeLists.txt
                OUTPUT_VARIABLE HADOME_GIT_SHA OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET RESULT_VARIABLE git_failed)
if(git_failed)
  set(HADOME_GIT_SHA unknown)
endif()
configure_file(${PROJECT_SOURCE_DIR}/src/core/version.hpp.in ${PROJECT_BINARY_DIR}/generated/core/version.hpp @ONLY)
