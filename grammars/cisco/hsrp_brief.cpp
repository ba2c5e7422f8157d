#include "grammars/cisco/hsrp_brief.hpp"

#include <string>

#include "core/ip.hpp"
#include "grammars/cisco/group_index.hpp"
#include "grammars/cisco/words.hpp"
#include "grammars/text_lines.hpp"

namespace muster::grammars::cisco {
namespace {

struct Row {
  std::string interface;
  std::uint32_t number = 0;
  bool ipv6 = false;
  std::uint32_t priority = 0;
  std::string_view state;
  std::string_view active;
  std::string_view standby;
};

/// "Vlan10  10  110  P Active  local  10.10.10.2  10.10.10.3  (conf)"; a group of IPv6 carries `*`.
bool read_row(std::string_view text, Row& row) {
  row.ipv6 = text.starts_with('*');
  if (row.ipv6) text.remove_prefix(1);
  Words words(text);
  row.interface = long_interface_name(words.next());
  std::string_view number = words.next();
  while (number.ends_with('*') || number.ends_with('#')) {
    row.ipv6 = row.ipv6 || number.ends_with('*');
    number.remove_suffix(1);
  }
  if (!parse_number(number, row.number) || !parse_number(words.next(), row.priority)) return false;
  if (words.peek() == "P") words.next();
  row.state = words.next();
  row.active = words.next();
  row.standby = words.next();
  const auto is_router = [](std::string_view word) {
    return word == "local" || word == "unknown" || parse_ip(word).has_value();
  };
  return is_router(row.active) && is_router(row.standby);
}

/// Active and standby are what the model knows; a router that listens is in reserve, too.
std::string_view neutral(std::string_view state) {
  if (state == "Active") return "master";
  if (state == "Standby" || state == "Listen" || state == "Speak") return "backup";
  if (state == "Initial" || state == "Init" || state == "Disabled" || state == "Learn") return "fault";
  return {};
}

class Reader {
 public:
  Reader(const ReadOptions& options, model::Device& device, bool heading)
      : notes_(options, device), groups_(device, options.context), heading_(heading) {}

  ReadResult read(std::string_view bytes) {
    LineScanner scanner(bytes);
    for (TextLine line; scanner.next(line);) {
      notes_.begin(line);
      read_line(trim(line.text));
    }
    if (!head_ && heading_) notes_.open(Domain::redundancy, "no heading: not the brief state of HSRP");
    return notes_.finish();
  }

 private:
  void read_line(std::string_view text) {
    if (text.starts_with("Interface ") && text.find(" Grp ") != std::string_view::npos) head_ = true;
    if (text.empty() || text.starts_with("Interface ") || text == "|" || text.starts_with("P indicates") ||
        text.starts_with("*:IPv6 group"))
      return notes_.understood();
    if (notes_.disabled(hsrp_group)) return notes_.known(Domain::redundancy, hsrp_group);
    Row row;
    if (!head_ || !read_row(text, row))
      return notes_.unknown(Domain::redundancy, "an interface, a group and its state", text);
    const std::string_view state = neutral(row.state);
    if (state.empty()) return notes_.unknown(Domain::redundancy, "a state of HSRP", row.state);
    add(row, state);
  }

  void add(const Row& row, std::string_view state) {
    // A group of IPv6 has a name of its own beside that of IPv4.
    model::RedundancyGroup& to =
        groups_.find_or_add("hsrp", row.interface, row.number, row.ipv6 ? " ipv6" : "", notes_.lines());
    to.state.set(std::string(state), notes_.lines());
    if (!to.priority.known()) to.priority.set(row.priority, notes_.lines());
    const std::string_view other = state == "master" ? row.standby : row.active;
    if (parse_ip(other)) {
      to.peer.set(std::string(other), notes_.lines());
      to.peer_state.set(state == "master" ? "backup" : "master", notes_.lines());
    } else if (other == "unknown") {
      to.peer_state.set("fault", notes_.lines());
    }
    notes_.understood();
  }

  LineNotes notes_;
  GroupIndex groups_;
  bool heading_;
  bool head_ = false;
};

}  // namespace

ReadResult read_hsrp_brief(std::string_view bytes, const ReadOptions& options, model::Device& device, bool heading) {
  return Reader(options, device, heading).read(bytes);
}

}  // namespace muster::grammars::cisco
