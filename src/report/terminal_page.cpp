#include "report/terminal_page.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "report/visible_text.hpp"

namespace muster::report {
namespace {

constexpr std::array<std::string_view, 6> ink_codes{"", "\x1b[1m", "\x1b[2m", "\x1b[1;31m", "\x1b[1;33m", "\x1b[32m"};

/// Bytes of the first `width` columns.
std::size_t bytes_of(std::string_view text, std::size_t width) {
  std::size_t bytes = 0;
  for (; width > 0 && bytes < text.size(); --width) bytes += first_code_point(text.substr(bytes)).length;
  return bytes;
}

std::string padded(std::string_view text, std::size_t width) {
  std::string out(text);
  const std::size_t used = display_width(text);
  if (used < width) out.append(width - used, ' ');
  return out;
}

}  // namespace

std::vector<std::string> wrapped(std::string_view text, std::size_t width) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    std::size_t end = bytes_of(text, width);
    std::size_t next = end;
    if (end < text.size()) {
      const std::size_t space = text.rfind(' ', end);
      if (space != std::string_view::npos && space > 0) {
        end = space;
        next = space + 1;
      }
    }
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(next);
  }
  return lines;
}

std::string fitted(std::string_view text, std::size_t width) {
  if (bytes_of(text, width) == text.size()) return std::string(text);
  return std::string(text.substr(0, bytes_of(text, width - std::min<std::size_t>(width, 3)))) + "...";
}

void TerminalPage::put(std::string_view text, Ink ink) {
  const std::string_view code = colour_ ? ink_codes[static_cast<std::size_t>(ink)] : "";
  out_.append(code).append(text);
  if (!code.empty()) out_.append("\x1b[0m");
}

void TerminalPage::heading(std::string_view text, Ink ink) {
  blank();
  paragraph(0, 2, text, ink);
}

void TerminalPage::paragraph(std::size_t indent, std::size_t hang, std::string_view text, Ink ink) {
  std::size_t margin = indent;
  for (const std::string& part : wrapped(terminal_text(text), room(indent + hang))) {
    out_.append(margin, ' ');
    put(part, ink);
    out_.push_back('\n');
    margin = indent + hang;
  }
}

void TerminalPage::line(std::size_t indent, std::string_view text, Ink ink) {
  out_.append(indent, ' ');
  put(fitted(terminal_text(text), room(indent)), ink);
  out_.push_back('\n');
}

void TerminalPage::entry(std::size_t indent, std::string_view label, std::size_t label_width, std::string_view text,
                         Ink label_ink) {
  const std::size_t margin = indent + label_width + 2;
  std::string cell = terminal_text(label);
  if (display_width(cell) > label_width) {
    line(indent, label, label_ink);
    cell.clear();
  }
  std::vector<std::string> parts = wrapped(terminal_text(text), room(margin));
  if (parts.empty()) parts.emplace_back();
  for (const std::string& part : parts) {
    out_.append(indent, ' ');
    put(padded(cell, label_width), label_ink);
    out_.append(part.empty() ? "" : "  ").append(part).push_back('\n');
    cell.clear();
    label_ink = Ink::plain;
  }
}

void TerminalPage::whole(std::size_t indent, std::string_view text) {
  out_.append(indent, ' ').append(terminal_text(text)).push_back('\n');
}

}  // namespace muster::report
