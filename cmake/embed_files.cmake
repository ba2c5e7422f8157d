# Script: writes the files of LIST below ROOT as C++ raw strings into OUT, in pieces that every compiler accepts.
file(STRINGS ${LIST} files)
set(entries "")
foreach(file IN LISTS files)
  file(READ ${ROOT}/${file} content)
  string(LENGTH "${content}" length)
  set(literal "")
  set(begin 0)
  while(begin LESS length)
    string(SUBSTRING "${content}" ${begin} 8000 piece)
    string(APPEND literal "R\"muster~(${piece})muster~\" ")
    math(EXPR begin "${begin} + 8000")
  endwhile()
  if(literal STREQUAL "")
    set(literal "\"\"")
  endif()
  string(APPEND entries "    {\"${file}\", ${literal}},\n")
endforeach()
file(WRITE ${OUT}
"#include \"embedded_files.hpp\"
namespace muster {
namespace {
constexpr EmbeddedFile files[] = {
${entries}    {\"\", \"\"},
};
}
std::span<const EmbeddedFile> embedded_files() { return std::span(files).first(std::size(files) - 1); }
}
")
