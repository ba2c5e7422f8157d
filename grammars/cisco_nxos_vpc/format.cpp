#include "grammars/format.hpp"

#include <optional>
#include <string>
#include <string_view>

#include "grammars/cisco/group_index.hpp"
#include "grammars/text_lines.hpp"

/// Output of `show vpc brief` of Cisco NX-OS: the live state of the pair of switches.
namespace muster::grammars::cisco_nxos_vpc {
namespace {

constexpr std::string_view domain_keyword = "vPC domain id";
constexpr std::string_view peer_keyword = "Peer status";
constexpr std::string_view role_keyword = "vPC role";
constexpr std::string_view consistency_keyword = "consistency status";

struct Statement {
  std::string_view name;
  std::string_view value;
};

/// "vPC role                          : primary"
std::optional<Statement> statement_in(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  return Statement{trim(text.substr(0, colon)), trim(text.substr(colon + 1))};
}

/// "secondary, operational primary": what it does now counts.
std::string_view neutral_role(std::string_view value) {
  constexpr std::string_view operational = "operational ";
  if (const std::size_t at = value.find(operational); at != std::string_view::npos)
    value.remove_prefix(at + operational.size());
  if (value.starts_with("primary")) return "master";
  if (value.starts_with("secondary")) return "backup";
  return value.starts_with("none") ? "fault" : std::string_view();
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
    if (!head_) notes_.open(Domain::redundancy, "no domain: not the output of show vpc brief");
    if (number_ && !has_role_) notes_.open(Domain::redundancy, "the role in the vPC domain is missing");
    put();
    return notes_.finish();
  }

 private:
  void read_line(std::string_view text) {
    if (text.empty()) return notes_.understood();
    const auto statement = statement_in(text);
    if (!statement) return notes_.ignored();  // tables of links, and the legend
    const auto& [name, value] = *statement;
    if (name == domain_keyword) return domain(value);
    if (name == peer_keyword) return peer(value);
    if (name == role_keyword) return role(value);
    if (name.ends_with("onsistency status")) return consistency(value);
    notes_.ignored();
  }

  bool skips(std::string_view keyword) {
    if (!notes_.disabled(keyword)) return false;
    notes_.known(Domain::redundancy, keyword);
    return true;
  }

  /// "1", or "Not configured"
  void domain(std::string_view value) {
    head_ = true;
    if (skips(domain_keyword)) return;
    std::uint32_t number = 0;
    if (parse_number(value, number)) {
      number_ = number;
      lines_ = notes_.lines();
    } else if (!value.starts_with("Not configured") && !value.starts_with("not configured")) {
      return notes_.unknown(Domain::redundancy, "the number of a domain", value);
    }
    notes_.understood();
  }

  void peer(std::string_view value) {
    if (skips(peer_keyword)) return;
    peer_is_there_ = value == "peer adjacency formed ok";
    peer_lines_ = notes_.lines();
    notes_.understood();
  }

  void role(std::string_view value) {
    has_role_ = true;
    if (skips(role_keyword)) return;
    role_ = neutral_role(value);
    role_lines_ = notes_.lines();
    if (role_.empty()) return notes_.unknown(Domain::redundancy, "primary, secondary or none", value);
    notes_.understood();
  }

  /// All of them must have succeeded.
  void consistency(std::string_view value) {
    if (skips(consistency_keyword)) {
      unread_consistency_ = true;
      return;
    }
    const bool same = value == "success";
    consistent_ = consistent_.value_or(true) && same;
    if (consistency_lines_ == 0 || !same) consistency_lines_ = notes_.lines();
    notes_.understood();
  }

  void put() {
    if (!number_) return;
    model::RedundancyGroup& to = groups_.find_or_add("vpc", {}, *number_, {}, lines_);
    if (!role_.empty()) to.state.set(std::string(role_), role_lines_);
    if (peer_is_there_ && !*peer_is_there_) to.peer_state.set("fault", peer_lines_);
    if (peer_is_there_ && *peer_is_there_ && !role_.empty() && role_ != "fault")
      to.peer_state.set(role_ == "master" ? "backup" : "master", peer_lines_);
    if (consistent_ && !unread_consistency_) to.synchronised.set(*consistent_, consistency_lines_);
  }

  LineNotes notes_;
  cisco::GroupIndex groups_;
  std::optional<std::uint32_t> number_;
  std::optional<bool> peer_is_there_, consistent_;
  std::string_view role_;
  model::LinesId lines_ = 0, peer_lines_ = 0, role_lines_ = 0, consistency_lines_ = 0;
  bool head_ = false;
  bool has_role_ = false;
  bool unread_consistency_ = false;
};

ReadResult read(std::string_view bytes, const ReadOptions& options, model::Device& device) {
  return Reader(options, device).read(bytes);
}

std::vector<KeywordInfo> keywords() {
  std::vector<KeywordInfo> infos;
  for (const std::string_view keyword : {domain_keyword, peer_keyword, role_keyword, consistency_keyword})
    infos.push_back({std::string(keyword), Domain::redundancy, Treatment::modelled, {}});
  infos.push_back({"*", {}, Treatment::ignored, "timers and the links of the pair: the pair itself is what counts"});
  return infos;
}

}  // namespace

const Format& format() {
  static constexpr Format value{"cisco_nxos_vpc",   "Cisco NX-OS state of vPC (show vpc brief)",
                                Domain::redundancy, read,
                                write_back_lines,   keywords,
                                Domain::redundancy};
  return value;
}

}  // namespace muster::grammars::cisco_nxos_vpc
