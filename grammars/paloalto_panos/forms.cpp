#include "grammars/paloalto_panos/forms.hpp"

#include <algorithm>

#include "grammars/text_lines.hpp"
#include "grammars/xml_reader.hpp"

namespace muster::grammars::paloalto_panos {

/// Braces have a head and then `{`, all on the first line, or a setting that ends with `;`.
Form form_of(std::string_view bytes) {
  LineScanner scanner(bytes);
  for (TextLine line; scanner.next(line);) {
    const std::string_view text = trim(line.text);
    if (text.empty() || text.front() == '#' || text.front() == '!') continue;
    if (text.front() == '<') return Form::xml;
    if (text.starts_with("set ") || text.starts_with("delete ")) return Form::set;
    if (text.ends_with('{') || text.ends_with('}') || text.ends_with(';')) return Form::braces;
  }
  return Form::set;
}

Document read_document(std::string_view bytes) {
  switch (form_of(bytes)) {
    case Form::xml:
      return read_xml(bytes);
    case Form::braces:
      return read_nested(bytes);
    case Form::set:
      break;
  }
  return read_set(bytes);
}

std::string write_document(std::string_view bytes) {
  switch (form_of(bytes)) {
    case Form::xml:
      return write_back_xml(bytes);
    case Form::braces:
      return write_nested(bytes);
    case Form::set:
      break;
  }
  return write_set(bytes);
}

}  // namespace muster::grammars::paloalto_panos
