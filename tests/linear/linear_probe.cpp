#include <valgrind/callgrind.h>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include "grammars/format.hpp"
#include "support/shared.hpp"

/// Reads inputs of one and of twice the size in every format and tells callgrind to note the instructions of each read
/// under "format|what|size". linear_test.py runs it and compares.
namespace {

namespace fs = std::filesystem;
using namespace muster;

constexpr std::size_t small = 16384;

struct Shape {
  std::string name;
  std::string unit;  ///< is repeated until the size is reached
};

/// A format's own fixtures one after the other, and what breaks parsers: nesting, quotes and comments that never end,
/// lines without words, words without end, a line that is not understood again and again, and one that is.
std::vector<Shape> shapes(const grammars::Format& format) {
  std::vector<Shape> all{
      {"braces", "a {\n"},
      {"closing", "}\n"},
      {"quotes", "set a \"b\n"},
      {"one word", "a"},
      {"words", "ab "},
      {"blank lines", "\n"},
      {"comments", "/* # ! "},
      {"tags", "<a b=\"c\">"},
      {"brackets", "[ "},
      {"unknown", "zz 1 2\n"},
      {"deeper", "config x\nedit 1\n"},
      {"algorithms", "ssh macs a\n"},      // one list from many lines
      {"roles", "username a role b\n\n"},  // one object from many places
      {"routes", "ip route 192.0.2.0/24 Null0\n!\n"},
      {"trap hosts", "snmp-server host 192.0.2.1 version 2c a\n"}};  // names that have to be told apart
  std::string own;
  const fs::path folder = fs::path(MUSTER_SOURCE_DIR) / "tests" / "fixtures" / format.name;
  std::vector<fs::path> files;
  if (fs::exists(folder))
    for (const auto& entry : fs::directory_iterator(folder)) files.push_back(entry.path());
  std::ranges::sort(files);
  for (const fs::path& file : files) own += test::read_file(file);
  if (!own.empty()) all.push_back({"fixtures", std::move(own)});
  std::string deeper;
  for (std::size_t depth = 0; deeper.size() < 2 * small; ++depth) deeper += std::string(depth, ' ') + "a\n";
  all.push_back({"indentation", std::move(deeper)});
  return all;
}

std::string of_size(const std::string& unit, std::size_t size) {
  std::string text;
  while (text.size() < size) text += unit;
  text.resize(size);
  return text;
}

void read(const grammars::Format& format, const std::string& text) {
  model::Device device;
  const auto result =
      grammars::read_and_redact(format, text, {}, device, [](std::string_view) { return std::string("x"); });
  if (format.write_back(text) != text) std::cerr << format.name << ": not written back\n";
}

void measure(const grammars::Format& format, const Shape& shape, std::size_t size) {
  const std::string text = of_size(shape.unit, size);
  const std::string name = std::string(format.name) + "|" + shape.name + "|" + std::to_string(size);
  CALLGRIND_ZERO_STATS;
  read(format, text);
  CALLGRIND_DUMP_STATS_AT(name.c_str());
}

}  // namespace

int main() {
  for (const grammars::Format* const format : grammars::formats()) {
    read(*format, "a\n");  // tables that are made once
    for (const Shape& shape : shapes(*format))
      for (const std::size_t size : {small, 2 * small}) measure(*format, shape, size);
  }
}
