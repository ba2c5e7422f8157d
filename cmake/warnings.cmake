# Flags for our own code only.
add_library(muster_warnings INTERFACE)
target_compile_options(muster_warnings INTERFACE -Wall -Wextra -Wconversion -Wsign-conversion -Wshadow -Wnon-virtual-dtor)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # g++ 12 reports -Wrestrict inside std::string's operator+ where there is nothing (GCC bug 105651).
  target_compile_options(muster_warnings INTERFACE -Wno-restrict)
  # Behind a precompiled header it also reports the standard library's own copies of strings (GCC bug 105562 and kin).
  if(MUSTER_PRECOMPILE)
    target_compile_options(muster_warnings INTERFACE -Wno-stringop-overflow -Wno-stringop-overread -Wno-array-bounds)
  endif()
endif()
# Behind a precompiled header clang reports what the standard library's templates use of its own.
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang" AND MUSTER_PRECOMPILE)
  target_compile_options(muster_warnings INTERFACE -Wno-deprecated-declarations)
endif()
# A file that includes several sources has more names in sight than any of them, and is not where their types stand.
if((MUSTER_UNITY OR MUSTER_UNITY_TESTS) AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  target_compile_options(muster_warnings INTERFACE -Wno-shadow -Wshadow=local -Wno-subobject-linkage)
elseif(MUSTER_UNITY OR MUSTER_UNITY_TESTS)
  target_compile_options(muster_warnings INTERFACE -Wno-shadow)
endif()
if(MUSTER_WERROR)
  target_compile_options(muster_warnings INTERFACE -Werror)
endif()
