#include "grammars/format.hpp"

#include <string>
#include <string_view>

#include "core/ip.hpp"
#include "grammars/cisco/group_index.hpp"
#include "grammars/cisco/words.hpp"
#include "grammars/text_lines.hpp"

/// Output of `show vrrp` of Cisco NX-OS: the live state of each group.
namespace muster::grammars::cisco_nxos_vrrp {
namespace {

constexpr std::string_view group_keyword = "group";

struct Row {
  std::string interface;
  std::uint32_t number = 0;
  bool ipv6 = false;
  std::uint32_t priority = 0;
  std::string_view state;
};

/// "Vlan10  1  IPV4  100  1 s  Y  Master  10.0.0.1"
bool read_row(std::string_view text, Row& row) {
  Words words(text);
  row.interface = cisco::long_interface_name(words.next());
  if (!parse_number(words.next(), row.number)) return false;
  const std::string_view family = words.next();
  row.ipv6 = family == "IPV6";
  if (!row.ipv6 && family != "IPV4") return false;
  if (!parse_number(words.next(), row.priority)) return false;
  std::uint32_t interval = 0;
  if (!parse_number(words.next(), interval)) return false;
  if (words.peek() == "s" || words.peek() == "ms" || words.peek() == "cs") words.next();
  const std::string_view preempts = words.next();
  if (preempts != "Y" && preempts != "N") return false;
  row.state = words.next();
  return parse_ip(words.next()).has_value();
}

std::string_view neutral(std::string_view state) {
  if (state == "Master") return "master";
  if (state == "Backup") return "backup";
  return state == "Init" ? "fault" : std::string_view();
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
    if (!head_) notes_.open(Domain::redundancy, "no heading: not the output of show vrrp");
    return notes_.finish();
  }

 private:
  void read_line(std::string_view text) {
    const bool is_head = text.starts_with("Interface ") && text.find(" State") != std::string_view::npos;
    head_ = head_ || is_head;
    if (text.empty() || is_head || text.find_first_not_of('-') == std::string_view::npos) return notes_.understood();
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
  static constexpr Format value{
      "cisco_nxos_vrrp", "Cisco NX-OS state of VRRP (show vrrp)", Domain::redundancy, read, write_back_lines, keywords,
      Domain::redundancy};
  return value;
}

}  // namespace muster::grammars::cisco_nxos_vrrp
