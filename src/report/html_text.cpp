#include "report/html_text.hpp"

#include "report/visible_text.hpp"

namespace muster::report {
namespace {

void append_character(std::string& out, char c) {
  switch (c) {
    case '&':
      out += "&amp;";
      return;
    case '<':
      out += "&lt;";
      return;
    case '>':
      out += "&gt;";
      return;
    case '"':
      out += "&quot;";
      return;
    case '\'':
      out += "&#39;";
      return;
    default:
      out.push_back(c);
  }
}

}  // namespace

Html html_text(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const CodePoint point = first_code_point(text);
    if (!point.valid || (is_deceptive(point.value) && point.value != '\t'))
      out.append("<b class=\"x\">").append(escape_code_point(point)).append("</b>");
    else if (point.length == 1)
      append_character(out, text.front());
    else
      out.append(text.substr(0, point.length));
    text.remove_prefix(point.length);
  }
  return Html(std::move(out));
}

Html html_prose(std::string_view text) {
  Html out;
  for (;;) {
    const std::size_t open = text.find('`');
    const std::size_t close = open == std::string_view::npos ? open : text.find('`', open + 1);
    out += html_text(text.substr(0, close == std::string_view::npos ? close : open));
    if (close == std::string_view::npos) return out;
    put(out, "<code>{}</code>", html_text(text.substr(open + 1, close - open - 1)));
    text.remove_prefix(close + 1);
  }
}

}  // namespace muster::report
