#include "grammars/format.hpp"

#include <string>
#include <string_view>
#include <vector>

#include "core/ip.hpp"
#include "grammars/cisco/group_index.hpp"
#include "grammars/cisco/words.hpp"
#include "grammars/text_lines.hpp"

/// Output of `show vrrp brief` of Cisco IOS: the live state of each group, of version 2 or 3. Without groups it has no
/// rows, or nothing at all.
namespace muster::grammars::cisco_ios_vrrp {
namespace {

constexpr std::string_view group_keyword = "group";

struct Row {
  std::string interface;
  std::uint32_t number = 0;
  bool ipv6 = false;
  std::uint32_t priority = 0;
  std::string_view state;
  std::string_view master;
};

/// "Gi0/0  7  120 3531  Y  Master  10.0.0.2  10.0.0.1"; version 3 names the family behind the group, and its own
/// address as "10.0.0.2(local)".
bool read_row(std::string_view text, Row& row) {
  Words words(text);
  row.interface = cisco::long_interface_name(words.next());
  std::uint32_t time = 0;
  if (!parse_number(words.next(), row.number)) return false;
  row.ipv6 = words.peek() == "IPv6";
  if (row.ipv6 || words.peek() == "IPv4") words.next();
  if (!parse_number(words.next(), row.priority) || !parse_number(words.next(), time)) return false;
  // Whether it owns the address, and whether it preempts: either may be blank.
  for (int i = 0; i < 2 && (words.peek() == "Y" || words.peek() == "N"); ++i) words.next();
  row.state = words.next();
  row.master = words.next();
  return !words.next().empty() && words.next().empty();
}

std::string_view neutral(std::string_view state) {
  if (state == "Master" || state == "MASTER") return "master";
  if (state == "Backup" || state == "BACKUP") return "backup";
  if (state == "Init" || state == "INIT" || state == "AdminDown") return "fault";
  return {};
}

class Reader {
 public:
  Reader(const ReadOptions& options, model::Device& device)
      : notes_(options, device), groups_(device, options.context) {}

  ReadResult read(std::string_view bytes) {
    LineScanner scanner(bytes);
    for (TextLine line; scanner.next(line);) {
      notes_.begin(line);
      read_line(trim(line.text));
    }
    return notes_.finish();
  }

 private:
  void read_line(std::string_view text) {
    if (text.empty()) return notes_.understood();
    if (text.starts_with("Interface ") && text.find(" Grp ") != std::string_view::npos) {
      head_ = true;
      return notes_.understood();
    }
    if (notes_.disabled(group_keyword)) return notes_.known(Domain::redundancy, group_keyword);
    Row row;
    if (!head_ || !read_row(text, row))
      return notes_.unknown(Domain::redundancy, "an interface, a group and its state", text);
    const std::string_view state = neutral(row.state);
    if (state.empty()) return notes_.unknown(Domain::redundancy, "a state of VRRP", row.state);
    model::RedundancyGroup& to =
        groups_.find_or_add("vrrp", row.interface, row.number, row.ipv6 ? " ipv6" : "", notes_.lines());
    to.state.set(std::string(state), notes_.lines());
    if (!to.priority.known()) to.priority.set(row.priority, notes_.lines());
    if (state == "backup" && parse_ip(row.master)) {
      to.peer.set(std::string(row.master), notes_.lines());
      to.peer_state.set("master", notes_.lines());
    }
    notes_.understood();
  }

  LineNotes notes_;
  cisco::GroupIndex groups_;
  bool head_ = false;
};

ReadResult read(std::string_view bytes, const ReadOptions& options, model::Device& device) {
  return Reader(options, device).read(bytes);
}

std::vector<KeywordInfo> keywords() {
  return {{std::string(group_keyword), Domain::redundancy, Treatment::modelled, {}}};
}

}  // namespace

const Format& format() {
  static constexpr Format value{.name = "cisco_ios_vrrp",
                                .title = "Cisco IOS state of VRRP (show vrrp brief)",
                                .contributes = Domain::redundancy,
                                .read = read,
                                .write_back = write_back_lines,
                                .keywords = keywords,
                                .partial = Domain::redundancy};
  return value;
}

}  // namespace muster::grammars::cisco_ios_vrrp
