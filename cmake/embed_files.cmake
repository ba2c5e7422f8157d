# Script: writes the files of LIST below ROOT as C++ raw strings into OUT, in pieces that every compiler accepts.
file(STRINGS ${LIST} files)
set(entries "")
set(texts "")
set(number 0)
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
  # The length from sizeof: a compiler that counts characters to find it gives up on so many.
  string(APPEND texts "constexpr char text_${number}[] = ${literal};\n")
  string(APPEND entries "    {\"${file}\", {text_${number}, sizeof text_${number} - 1}},\n")
  math(EXPR number "${number} + 1")
endforeach()
file(WRITE ${OUT}
"#include \"embedded_files.hpp\"
namespace muster {
namespace {
${texts}constexpr EmbeddedFile files[] = {
${entries}    {\"\", \"\"},
};
}
std::span<const EmbeddedFile> embedded_files() { return std::span(files).first(std::size(files) - 1); }
}
")
