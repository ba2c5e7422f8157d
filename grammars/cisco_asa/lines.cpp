#include "grammars/cisco_asa/lines.hpp"

#include <algorithm>
#include <cstring>
#include <span>
#include <utility>
#include <vector>

#include "grammars/cisco/text_blocks.hpp"

namespace muster::grammars::cisco_asa {
namespace {

constexpr std::string_view checksum = "Cryptochecksum:";

/// A line's text, without blanks around it.
struct Line {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::size_t stop = 0;      ///< its newline, or the end of the input
  std::uint32_t column = 0;  ///< a tab reaches to the next multiple of 8
};

std::size_t line_stop(std::string_view input, std::size_t from) {
  const void* const newline = std::memchr(input.data() + from, '\n', input.size() - from);
  return newline == nullptr ? input.size() : static_cast<std::size_t>(static_cast<const char*>(newline) - input.data());
}

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

Line line_at(std::string_view input, std::size_t at) {
  const std::size_t stop = line_stop(input, at);
  Line line{at, stop, stop, 0};
  for (; line.begin < line.end && is_blank(input[line.begin]); ++line.begin)
    line.column = input[line.begin] == '\t' ? (line.column | 7U) + 1 : line.column + 1;
  while (line.end > line.begin && is_blank(input[line.end - 1])) --line.end;
  return line;
}

bool is_statement(std::string_view text) {
  return !text.empty() && text.front() != '!' && text.front() != ':' && !text.starts_with(checksum);
}

/// Words that stand in blocks of one kind only.
struct FlatBlock {
  std::string_view head;
  std::span<const std::string_view> words;
};
constexpr std::string_view group_words[] = {"network-object", "service-object", "port-object", "protocol-object",
                                            "icmp-object",    "group-object",   "description"};
constexpr std::string_view object_words[] = {"host", "subnet", "range", "fqdn", "service", "description"};
constexpr std::string_view interface_words[] = {"nameif",       "security-level",  "description",   "ip address",
                                                "ipv6 address", "shutdown",        "speed",         "duplex",
                                                "vlan",         "management-only", "channel-group", "member-interface"};
constexpr std::string_view class_words[] = {"match", "description"};
constexpr std::string_view policy_words[] = {"class", "parameters", "match", "description"};
constexpr std::string_view action_words[] = {"inspect",
                                             "set connection",
                                             "police",
                                             "priority",
                                             "reset",
                                             "drop",
                                             "drop-connection",
                                             "log",
                                             "mask",
                                             "mask-banner",
                                             "mask-syst-reply",
                                             "message-length",
                                             "protocol-violation",
                                             "protocol-enforcement",
                                             "id-randomization",
                                             "id-mismatch",
                                             "tsig",
                                             "no tcp-inspection",
                                             "spoof-server",
                                             "max-header-length",
                                             "nat-rewrite",
                                             "dns-guard"};
constexpr std::string_view server_words[] = {
    "key",          "server-port",           "authentication-port", "accounting-port",
    "timeout",      "retry-interval",        "reactivation-mode",   "max-failed-attempts",
    "ldap-base-dn", "ldap-login-dn",         "ldap-login-password", "ldap-over-ssl",
    "ldap-scope",   "ldap-naming-attribute", "server-type"};
constexpr std::string_view tunnel_words[] = {
    "pre-shared-key",       "ikev1 pre-shared-key", "ikev2 remote-authentication", "ikev2 local-authentication",
    "default-group-policy", "address-pool",         "authentication-server-group", "isakmp keepalive"};
constexpr FlatBlock flat_blocks[] = {{"object-group", group_words},  {"object", object_words},
                                     {"interface", interface_words}, {"class-map", class_words},
                                     {"policy-map", policy_words},   {"aaa-server", server_words},
                                     {"tunnel-group", tunnel_words}};

bool begins_with(std::string_view text, std::string_view words) {
  return text.starts_with(words) && (text.size() == words.size() || text[words.size()] == ' ');
}

/// `no` in front turns a statement round; it belongs where it would without.
bool is_one_of(std::span<const std::string_view> words, std::string_view text) {
  const std::string_view plain = text.starts_with("no ") ? text.substr(3) : text;
  return std::ranges::any_of(
      words, [&](std::string_view each) { return begins_with(text, each) || begins_with(plain, each); });
}

/// Depths of a text without indentation.
class FlatDepth {
 public:
  std::size_t of(std::string_view text) {
    if (block_ != nullptr && is_one_of(block_->words, text)) return 1;
    if (block_ != nullptr && block_->head == "policy-map" && is_one_of(action_words, text)) return 2;
    const auto found =
        std::ranges::find_if(flat_blocks, [&](const FlatBlock& block) { return begins_with(text, block.head); });
    block_ = found == std::end(flat_blocks) ? nullptr : &*found;
    return 0;
  }

 private:
  const FlatBlock* block_ = nullptr;
};

bool is_flat(std::string_view input) {
  for (std::size_t at = 0; at < input.size();) {
    const Line line = line_at(input, at);
    if (line.column > 0 && is_statement(input.substr(line.begin, line.end - line.begin))) return false;
    at = line.stop + 1;
  }
  return true;
}

/// Depths by indentation.
class ColumnDepth {
 public:
  std::size_t of(std::uint32_t column) {
    while (!open_.empty() && open_.back() >= column) open_.pop_back();
    open_.push_back(column);
    return open_.size() - 1;
  }

 private:
  std::vector<std::uint32_t> open_;
};

}  // namespace

Tree read_lines(std::string_view input) {
  const bool flat = is_flat(input);
  TreeBuilder builder(input);
  FlatDepth flat_depth;
  ColumnDepth column_depth;
  std::uint32_t number = 0;
  for (std::size_t at = 0; at < input.size();) {
    const std::uint32_t first = ++number;
    Line line = line_at(input, at);
    at = line.stop + 1;
    const std::string_view text = input.substr(line.begin, line.end - line.begin);
    if (!is_statement(text)) continue;
    // Of what IOS prints over several lines ASA knows certificates alone: each line of a banner is a statement.
    if (text.front() == 'c') {
      const std::size_t end = std::min(cisco::text_end(input, line.begin, line.stop), input.size());
      if (end > line.stop) {
        number += static_cast<std::uint32_t>(std::count(input.begin() + static_cast<std::ptrdiff_t>(line.stop),
                                                        input.begin() + static_cast<std::ptrdiff_t>(end), '\n'));
        line.end = end;
        at = line_stop(input, end) + 1;
        while (is_blank(input[line.end - 1])) --line.end;
      }
    }
    builder.add(flat ? flat_depth.of(text) : column_depth.of(line.column), line.begin, line.end, first, number);
  }
  return std::move(builder).finish(number);
}

}  // namespace muster::grammars::cisco_asa
