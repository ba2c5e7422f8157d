# muster_embed(TARGET ROOT folder GLOBS pattern...): a library whose generated header "embedded_files.hpp" gives the
# files' relative paths and contents, so that one binary is the whole tool.
function(muster_embed target)
  cmake_parse_arguments(ARG "" "ROOT" "GLOBS" ${ARGN})
  set(files "")
  foreach(pattern IN LISTS ARG_GLOBS)
    file(GLOB found CONFIGURE_DEPENDS RELATIVE ${ARG_ROOT} ${ARG_ROOT}/${pattern})
    list(APPEND files ${found})
  endforeach()
  list(SORT files)
  set(out ${CMAKE_CURRENT_BINARY_DIR}/generated/${target})
  file(MAKE_DIRECTORY ${out})
  set(inputs "")
  foreach(file IN LISTS files)
    list(APPEND inputs ${ARG_ROOT}/${file})
  endforeach()
  file(WRITE ${out}/embedded_files.hpp.tmp
"#pragma once
#include <span>
#include <string_view>
namespace muster {
/// A data file that is part of the binary: path relative to the project, and content.
struct EmbeddedFile { std::string_view path; std::string_view content; };
/// Sorted by path.
std::span<const EmbeddedFile> embedded_files();
}
")
  file(COPY_FILE ${out}/embedded_files.hpp.tmp ${out}/embedded_files.hpp ONLY_IF_DIFFERENT)
  string(REPLACE ";" "\n" listing "${files}")
  file(WRITE ${out}/files.txt.tmp "${listing}\n")
  file(COPY_FILE ${out}/files.txt.tmp ${out}/files.txt ONLY_IF_DIFFERENT)
  add_custom_command(OUTPUT ${out}/embedded_files.cpp
    COMMAND ${CMAKE_COMMAND} -DROOT=${ARG_ROOT} -DLIST=${out}/files.txt -DOUT=${out}/embedded_files.cpp
            -P ${PROJECT_SOURCE_DIR}/cmake/embed_files.cmake
    DEPENDS ${inputs} ${out}/files.txt ${PROJECT_SOURCE_DIR}/cmake/embed_files.cmake
    VERBATIM)
  add_library(${target} STATIC ${out}/embedded_files.cpp)
  target_include_directories(${target} PUBLIC ${out})
endfunction()
