# Several sources of a module compiled as one: what they share is read and instantiated once, which is half of the work.
# For whole builds; while one works, files of their own are built sooner, and each proves that it includes what it uses.
option(MUSTER_UNITY "Compile several sources of a module as one" OFF)
option(MUSTER_UNITY_TESTS "The same for the sources of a test program" ${MUSTER_UNITY})

# So many that a change of one is built within ten seconds.
set(MUSTER_UNITY_LINES 1800)

if(MUSTER_UNITY OR MUSTER_UNITY_TESTS)
  find_package(Python3 REQUIRED COMPONENTS Interpreter)
  set_property(DIRECTORY ${PROJECT_SOURCE_DIR} APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/cmake/unity.py)
endif()

# muster_unity(OUT PREFIX SOURCE...): in OUT the files to compile, whose names begin with PREFIX: the sources themselves, or
# files of the build folder that include them.
function(muster_unity out prefix)
  set(${out} ${ARGN} PARENT_SCOPE)
  if(MUSTER_UNITY)
    muster_unity_always(files ${prefix} ${ARGN})
    set(${out} ${files} PARENT_SCOPE)
  endif()
endfunction()

function(muster_unity_tests out prefix)
  set(${out} ${ARGN} PARENT_SCOPE)
  if(MUSTER_UNITY_TESTS)
    set(sources "")
    foreach(source IN LISTS ARGN)
      get_filename_component(source ${source} ABSOLUTE)
      list(APPEND sources ${source})
    endforeach()
    muster_unity_always(files test_${prefix} ${sources})
    set(${out} ${files} PARENT_SCOPE)
  endif()
endfunction()

function(muster_unity_always out prefix)
  list(LENGTH ARGN count)
  if(count LESS 2)
    set(${out} ${ARGN} PARENT_SCOPE)
    return()
  endif()
  execute_process(
    COMMAND ${Python3_EXECUTABLE} -B ${PROJECT_SOURCE_DIR}/cmake/unity.py ${PROJECT_SOURCE_DIR}
            ${PROJECT_BINARY_DIR}/generated/unity/${prefix} ${MUSTER_UNITY_LINES} ${ARGN}
    OUTPUT_VARIABLE printed OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
  string(REPLACE "\n" ";" files "${printed}")
  set(${out} ${files} PARENT_SCOPE)
endfunction()
