#include "grammars/cisco/words.hpp"
#include "grammars/cisco_ios/config.hpp"

namespace muster::grammars::cisco_ios {
namespace {

Outcome one_word(Maybe<std::string>& setting, Cursor& cursor, std::string_view expected) {
  if (cursor.negated) {
    setting.reset();
    return Outcome::understood;
  }
  if (cursor.at_end()) return cursor.fail(expected);
  setting = {std::string(cursor.word()), cursor.lines()};
  return cursor.end();
}

Outcome hostname(Config& config, Cursor& cursor) { return one_word(config.hostname, cursor, "a host name"); }
Outcome version(Config& config, Cursor& cursor) { return one_word(config.version, cursor, "a version"); }

/// `boot system [flash] IMAGE`: the first one is tried first.
Outcome boot_system(Config& config, Cursor& cursor) {
  if (cursor.negated) {
    config.image.reset();
    return Outcome::understood;
  }
  if (cursor.at_end()) return cursor.fail("an image");
  if (!config.image) config.image = {std::string(cursor.rest()), cursor.lines()};
  return Outcome::understood;
}

Outcome banner(Config& config, Cursor& cursor, std::string_view name) {
  config.banners.erase(name);
  if (cursor.negated) return skip_rest(cursor);
  if (cursor.at_end()) return cursor.fail("a text between delimiters");
  const model::LinesId lines = cursor.lines();
  config.banners.get(name) = {banner_text(cursor.take_rest()), lines};
  return Outcome::understood;
}
Outcome motd(Config& config, Cursor& cursor) { return banner(config, cursor, "motd"); }
Outcome login(Config& config, Cursor& cursor) { return banner(config, cursor, "login"); }
Outcome exec(Config& config, Cursor& cursor) { return banner(config, cursor, "exec"); }

}  // namespace

bool is_classic(const Config& config) {
  return config.version && (config.version->value.starts_with("12.") || config.version->value.starts_with("15."));
}

bool is_known_release(const Config& config) {
  return is_classic(config) ||
         (config.version && (config.version->value.starts_with("16.") || config.version->value.starts_with("17.")));
}

Rows system_rows() {
  static constexpr std::string_view structure = "structure of the printed configuration";
  static constexpr auto rows = std::to_array<Row>({
      {"hostname", Domain::interfaces, &hostname},
      {"version", Domain::software, &version},
      {"boot system", Domain::software, &boot_system},
      {"boot", Domain::software},
      ignored<Config>("boot-start-marker", structure),
      ignored<Config>("boot-end-marker", structure),
      ignored<Config>("end", structure),
      ignored<Config>("exit", structure),
      ignored<Config>("Building configuration...", structure),
      ignored<Config>("Current configuration", structure),
      ignored<Config>("Current configuration :", structure),
      ignored<Config>("Using", structure),
      ignored<Config>("Load for", structure),
      ignored<Config>("Time source is", structure),
      {"banner", Domain::management, &motd},
      {"banner motd", Domain::management, &motd},
      {"banner login", Domain::management, &login},
      {"banner exec", Domain::management, &exec},
      ignored<Config>("banner incoming", "a text for calls to asynchronous lines"),
      ignored<Config>("banner slip-ppp", "a text for calls to asynchronous lines"),
      ignored<Config>("banner prompt-timeout", "a text after a login that took too long"),
      ignored<Config>("banner config-save", "a text after the configuration was saved"),
      ignored<Config>("alias", "a name for a command"),
      ignored<Config>("prompt", "how the prompt looks"),
      {"menu", Domain::users},
  });
  return rows;
}

void convert_system(Config& config, const Target& target) {
  put(target.device.hostname, config.hostname);
  // `show version` knows better than the first line of the configuration: keep what it said.
  if (!target.device.software.version.known()) put(target.device.software.version, config.version);
  if (!target.device.software.image.known()) put(target.device.software.image, config.image);
  config.banners.each([&](const std::string& name, const Lined<std::string>& from) {
    model::Banner& to = target.device.banners.emplace_back();
    to.context = target.context;
    to.lines = from.lines;
    to.name.set(name, from.lines);
    to.text.set(from.value, from.lines);
  });
}

}  // namespace muster::grammars::cisco_ios
