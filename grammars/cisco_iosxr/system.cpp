#include <algorithm>
#include <array>

#include "grammars/cisco_iosxr/config.hpp"

/// The device's name, its banners, and what surrounds a printed configuration.
namespace muster::grammars::cisco_iosxr {
namespace {

Outcome hostname(Config& config, Cursor& cursor) {
  config.hostname.reset();
  if (cursor.negated) return Outcome::understood;
  if (cursor.at_end()) return cursor.fail("a host name");
  config.hostname = {std::string(cursor.word()), cursor.lines()};
  return cursor.end();
}

/// `banner login ^text^`, over as many lines as it takes.
Outcome banner(Config& config, Cursor& cursor) {
  const std::string kind(cursor.word());
  static constexpr auto kinds =
      std::to_array<std::string_view>({"login", "motd", "exec", "incoming", "prompt-timeout", "slip-ppp"});
  if (std::ranges::find(kinds, kind) == kinds.end()) return cursor.fail("a kind of banner");
  if (cursor.negated) {
    config.banners.erase(kind);
    return Outcome::understood;
  }
  std::string_view text = cursor.take_rest();
  if (text.empty()) return cursor.fail("a delimiter");
  const std::string_view delimiter = text.substr(0, text.starts_with("^C") ? 2 : 1);
  text.remove_prefix(delimiter.size());
  if (!text.ends_with(delimiter)) return cursor.fail_at(text.data() + text.size(), "the delimiter that ends the banner");
  text.remove_suffix(delimiter.size());
  BannerText& to = config.banners.get(kind);
  to.lines.add(cursor.line(), cursor.node().last_line);
  to.text = text;
  return Outcome::understood;
}

bool is_time_of_day(std::string_view word) {
  return word.size() >= 8 && word[2] == ':' && word[5] == ':' &&
         word.find_first_not_of("0123456789:.") == std::string_view::npos;
}

/// `Thu Mar  4 01:14:46.184 UTC`: the device prints the time before an output.
Outcome time_stamp(Config&, Cursor& cursor) {
  cursor.word();
  if (!cursor.number(1, 31)) return cursor.fail("a day");
  if (!is_time_of_day(cursor.word())) return cursor.fail("a time of day");
  if (!cursor.at_end()) cursor.word();
  return cursor.at_end() ? Outcome::ignored : cursor.fail("end of line");
}

/// `confdConfig encryptedStrings DES3CBC key1 HEX`, of the administration plane.
Outcome confd(Config&, Cursor& cursor) {
  cursor.secret(cursor.rest());
  return Outcome::known;
}

}  // namespace

Rows system_rows() {
  static constexpr std::string_view structure = "structure of the printed configuration";
  static constexpr auto rows = std::to_array<Row>({
      {"hostname", Domain::interfaces, &hostname},
      {"banner", Domain::management, &banner},
      {"Mon", {}, &time_stamp},
      {"Tue", {}, &time_stamp},
      {"Wed", {}, &time_stamp},
      {"Thu", {}, &time_stamp},
      {"Fri", {}, &time_stamp},
      {"Sat", {}, &time_stamp},
      {"Sun", {}, &time_stamp},
      {"confdConfig", Domain::users, &confd},
      ignored<Config>("Building configuration...", structure),
      ignored<Config>("############ MultiConfigPart", structure),
      ignored<Config>("end", structure),
      ignored<Config>("exit", structure),
      ignored<Config>("root", structure),
      ignored<Config>("commit", structure),
      ignored<Config>("end-policy", structure),
      ignored<Config>("end-set", structure),
      ignored<Config>("end-policy-map", structure),
      ignored<Config>("end-class-map", structure),
      ignored<Config>("alias", "a name for a command"),
      ignored<Config>("prompt", "how the prompt looks"),
  });
  return rows;
}

void convert_system(Config& config, const Target& target) {
  put(target.device.hostname, config.hostname);
  config.banners.each([&](const std::string& name, const BannerText& from) {
    model::Banner& to = target.device.banners.emplace_back();
    target.head(to, from.lines);
    to.name.set(name, to.lines);
    to.text.set(from.text, to.lines);
  });
}

}  // namespace muster::grammars::cisco_iosxr
