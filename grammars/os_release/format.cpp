#include <boost/spirit/home/x3.hpp>

#include <algorithm>
#include <array>

#include "grammars/format.hpp"
#include "grammars/text_lines.hpp"

/// /etc/os-release: shell assignments, one a line, as os-release(5) defines them.
namespace muster::grammars::os_release {
namespace {

namespace x3 = boost::spirit::x3;

const auto control = x3::char_('\0', '\x1f');
const auto name_character = x3::char_("A-Za-z0-9_");
const auto bare = x3::char_("A-Za-z0-9._:/+@%,=~^!-");
const auto escaped = x3::lit('\\') >> x3::char_("$\"\\`");
const auto double_quoted = x3::lit('"') >> *(escaped | (x3::char_ - (control | x3::char_("$\"\\`")))) >> '"';
const auto single_quoted = x3::lit('\'') >> *(x3::char_ - (control | '\'')) >> '\'';
const auto value_grammar = (double_quoted | single_quoted | *bare) >> x3::omit[*x3::blank] >> x3::eoi;

/// Distributions that keep a release's version and port fixes back into its packages.
constexpr std::array<std::string_view, 20> back_porting{
    "almalinux", "alpine",  "amzn",    "centos", "debian", "fedora",        "linuxmint", "mageia", "ol",   "opensuse",
    "opensuse-leap", "photon", "raspbian", "rhel",  "rocky",  "scientific", "sled",      "sles",   "suse", "ubuntu"};

struct Assignments {
  model::Text name, version, id;
  bool any = false;

  model::Text* find(std::string_view key) {
    if (key == "NAME") return &name;
    if (key == "VERSION_ID") return &version;
    return key == "ID" ? &id : nullptr;
  }
};

void read_line(LineNotes& notes, Assignments& found) {
  const std::string_view text = trim(notes.line().text);
  if (text.empty() || text.front() == '#') return notes.understood();
  const char* cursor = text.data();
  const char* const end = text.data() + text.size();
  if (!x3::parse(cursor, end, x3::omit[!x3::digit >> +name_character] >> '='))
    return notes.unknown(Domain::software, "KEY=value", text);
  const std::string_view key(text.data(), static_cast<std::size_t>(cursor - text.data() - 1));
  const std::string_view raw(cursor, static_cast<std::size_t>(end - cursor));
  std::string value;
  if (!x3::parse(cursor, end, value_grammar, value))
    return notes.unknown(Domain::software, "a value in shell quoting", raw);
  found.any = true;
  model::Text* const target = found.find(key);
  if (target == nullptr) return notes.ignored();
  if (notes.disabled(key)) return notes.known(Domain::software, key);
  target->set(std::move(value), notes.lines());
  notes.understood();
}

/// A product that another capture of the device names (a router's software, say) stands above its operating system.
void convert(const Assignments& found, model::Software& software) {
  if (!found.any || software.product.state != model::State::unknown) return;
  software.product = found.name;
  if (!found.name.known()) software.product.set_default("Linux");
  software.version = found.version;
  if (!found.version.known()) software.version.set_absent();
  if (std::ranges::binary_search(back_porting, std::string_view(found.id.value)))
    software.packaged.set(true, found.id.lines);
}

ReadResult read(std::string_view bytes, const ReadOptions& options, model::Device& device) {
  LineNotes notes(options, device);
  Assignments found;
  LineScanner scanner(bytes);
  for (TextLine line; scanner.next(line);) {
    notes.begin(line);
    read_line(notes, found);
  }
  if (!found.any) notes.open(Domain::software, "no KEY=value: not an os-release file");
  convert(found, device.software);
  return notes.finish();
}

std::vector<KeywordInfo> keywords() {
  const Domains software = Domain::software;
  return {{"NAME", software, Treatment::modelled, {}},
          {"VERSION_ID", software, Treatment::modelled, {}},
          {"ID", software, Treatment::modelled, {}},
          {"*", {}, Treatment::ignored, "os-release(5): no other key names the product or its release"}};
}

}  // namespace

const Format& format() {
  static constexpr Format value{"os_release", "Linux /etc/os-release", Domain::software, read, write_back_lines, keywords};
  return value;
}

}  // namespace muster::grammars::os_release
