# Headers that nearly every file of a target reads, parsed once: about half of a file's time. ccache needs to be told
# that the macros and the time of the header do not matter. Off, each file proves that it includes what it uses.
option(MUSTER_PRECOMPILE "Precompile the headers that many files share" ON)

# The time in clang's precompiled header would make every new one different for ccache.
if(MUSTER_PRECOMPILE AND CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  add_compile_options("SHELL:-Xclang -fno-pch-timestamp")
endif()

set(MUSTER_STANDARD_HEADERS
  <algorithm> <array> <charconv> <cstdint> <functional> <map> <memory> <optional> <set> <span> <string> <string_view>
  <unordered_map> <utility> <variant> <vector>)

# muster_precompile(TARGET HEADER...): the standard headers and these.
function(muster_precompile target)
  if(MUSTER_PRECOMPILE)
    target_precompile_headers(${target} PRIVATE ${MUSTER_STANDARD_HEADERS} ${ARGN})
  endif()
endfunction()
