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

Outcome new_model(Config& config, Cursor& cursor) {
  config.new_model = {!cursor.negated, cursor.lines()};
  return cursor.end();
}

}  // namespace

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
      ignored<Config>("banner", "text shown to users"),
      ignored<Config>("alias", "a name for a command"),
      ignored<Config>("prompt", "how the prompt looks"),
      {"menu", Domain::users},
  });
  return rows;
}

Rows aaa_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"aaa new-model", Domain::authentication | Domain::management, &new_model},
  });
  return rows;
}

void convert_system(Config& config, const Target& target) {
  put(target.device.hostname, config.hostname);
  // `show version` knows better than the first line of the configuration: keep what it said.
  if (!target.device.software.version.known()) put(target.device.software.version, config.version);
  if (!target.device.software.image.known()) put(target.device.software.image, config.image);
}

}  // namespace muster::grammars::cisco_ios
