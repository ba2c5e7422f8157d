#include <algorithm>
#include <charconv>

#include "grammars/haproxy/convert.hpp"

namespace muster::grammars::haproxy {
namespace {

/// Switches of a server line; those of default-server lines before it come first.
struct Switches {
  bool check = false;
  bool backup = false;
  bool disabled = false;

  void read(const Line& line, std::size_t first) {
    for (std::size_t i = first; i < line.words.size(); ++i) {
      const std::string_view word = line.word(i);
      if (word == "check") check = true;
      if (word == "no-check") check = false;
      if (word == "backup") backup = true;
      if (word == "no-backup") backup = false;
      if (word == "disabled") disabled = true;
      if (word == "enabled") disabled = false;
    }
  }
};

void set_address(model::PoolMember& member, const Word& word, model::LinesId lines) {
  if (word.variable) {
    member.address.set_unknown(lines);
    return member.port.set_unknown(lines);
  }
  std::string_view text = word.text;
  for (const std::string_view family : {"ipv4@", "ipv6@"})
    if (text.starts_with(family)) text.remove_prefix(family.size());
  const std::size_t colon = text.starts_with('/') || text.starts_with("unix@") ? text.npos : text.rfind(':');
  std::string_view address = text.substr(0, colon);
  if (address.starts_with('[') && address.ends_with(']')) address = address.substr(1, address.size() - 2);
  member.address.set(std::string(address), lines);
  std::int64_t port = 0;
  const std::string_view digits = colon == text.npos ? std::string_view() : text.substr(colon + 1);
  const auto [stop, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  if (error == std::errc{} && stop == digits.data() + digits.size()) {
    member.port.set(port, lines);
  } else {
    member.port.set_absent(lines);  // that of the frontend, or a shift of it
  }
}

/// `server-template PREFIX N` or `PREFIX FIRST-LAST`: numbers of the first and the last server.
struct Range {
  std::size_t first = 1;
  std::size_t last = 1;
};

Range template_range(std::string_view text) {
  const auto number = [](std::string_view digits) {
    std::size_t value = 0;
    const auto [stop, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return error == std::errc{} && stop == digits.data() + digits.size() ? value : 0;
  };
  const std::size_t dash = text.find('-');
  if (dash == text.npos) return {1, std::max<std::size_t>(number(text), 1)};
  const std::size_t first = number(text.substr(0, dash));
  return {first, std::max(first, number(text.substr(dash + 1)))};
}

}  // namespace

void convert_pool(const Proxy& proxy, FoldContext& context) {
  model::Pool pool;
  pool.context = context.options.context;
  pool.lines = proxy.section->head.lines;
  pool.open = proxy.open;
  pool.opened_by = proxy.opened_by;
  pool.name.set("haproxy " + std::string(proxy.section->name()), pool.lines);
  pool.product.set("haproxy", pool.lines);
  Switches defaults;
  const Line* unchecked = nullptr;
  const Line* checked = nullptr;
  for (const Line* line : proxy.lines) {
    const bool is_template = line->word(0) == "server-template";
    if (line->word(0) == "default-server") defaults.read(*line, 1);
    if (line->word(0) != "server" && !is_template) continue;
    Switches own = defaults;
    own.read(*line, 3);
    (own.check ? checked : unchecked) = line;
    model::PoolMember member;
    member.context = context.options.context;
    member.lines = line->lines;
    member.name.set(std::string(line->word(1)), line->lines);
    set_address(member, line->words[is_template ? 3 : 2], line->lines);
    member.monitored.set(own.check, line->lines);
    member.backup.set(own.backup, line->lines);
    if (own.disabled) member.state.set("down", line->lines);
    if (is_template) {
      // More than two say no more than two do.
      const Range range = template_range(line->word(2));
      member.name.set(std::string(line->word(1)) + std::to_string(range.first), line->lines);
      if (range.last > range.first) pool.members.push_back(member);
      if (range.last > range.first)
        member.name.set(std::string(line->word(1)) + std::to_string(range.first + 1), line->lines);
    }
    pool.members.push_back(std::move(member));
  }
  if (pool.members.empty()) return;
  // A pool is monitored if each of its servers is: `option httpchk` alone checks nothing.
  pool.monitor.set(unchecked == nullptr, (unchecked == nullptr ? checked : unchecked)->lines);
  context.device.pools.push_back(std::move(pool));
}

}  // namespace muster::grammars::haproxy
