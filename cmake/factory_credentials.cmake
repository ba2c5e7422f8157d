# The table of factory credentials in muster_analysis is generated from the list that people read and edit.
set(list ${PROJECT_SOURCE_DIR}/policies/data/factory_credentials.toml)
set(out ${CMAKE_CURRENT_BINARY_DIR}/generated/factory_credentials.cpp)
add_executable(muster_factory_table ${PROJECT_SOURCE_DIR}/src/analysis/factory_table/generate.cpp)
target_link_libraries(muster_factory_table PRIVATE tomlplusplus::tomlplusplus)
add_custom_command(OUTPUT ${out}
  COMMAND muster_factory_table ${list} ${out}
  DEPENDS muster_factory_table ${list}
  VERBATIM)
target_sources(muster_analysis PRIVATE ${out})
