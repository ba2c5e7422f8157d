#include <algorithm>

#include "grammars/cisco_nxos/config.hpp"

namespace muster::grammars::cisco_nxos {
namespace {

Outcome hostname(Config& config, Cursor& cursor) { return one_word(config.hostname, cursor, "a host name"); }

/// `version 9.3(5) Bios:version 05.42`
Outcome version(Config& config, Cursor& cursor) {
  if (cursor.at_end()) return cursor.fail("a version");
  const model::LinesId lines = cursor.lines();
  config.version = {std::string(cursor.word()), lines};
  return done(cursor);
}

/// `boot nxos IMAGE [sup-1]`, `boot system IMAGE [sup-1]`: the first one counts.
Outcome boot_image(Config& config, Cursor& cursor) {
  if (cursor.negated) {
    config.image.reset();
    return done(cursor);
  }
  if (cursor.at_end()) return cursor.fail("an image");
  const model::LinesId lines = cursor.lines();
  const std::string image(cursor.word());
  if (!config.image) config.image = {image, lines};
  return done(cursor);
}

Outcome banner(Config& config, Cursor& cursor, std::string_view name) {
  config.banners.erase(name);
  if (cursor.negated) return done(cursor);
  if (cursor.at_end()) return cursor.fail("a text between delimiters");
  const model::LinesId lines = cursor.lines();
  config.banners.get(name) = {banner_text(cursor.take_rest()), lines};
  return Outcome::understood;
}
Outcome motd(Config& config, Cursor& cursor) { return banner(config, cursor, "motd"); }
Outcome exec(Config& config, Cursor& cursor) { return banner(config, cursor, "exec"); }

/// An output over all VDCs: what follows belongs to the named one.
Outcome switch_vdc(Config& config, Cursor& cursor) {
  const std::string name(cursor.word());
  if (name.empty()) return cursor.fail("the name of a VDC");
  std::vector<Config> finished = std::move(config.finished);
  finished.push_back(std::move(config));
  config = Config();
  config.finished = std::move(finished);
  config.vdc = name;
  return cursor.end();
}

}  // namespace

Rows system_rows() {
  static constexpr std::string_view structure = "structure of the printed configuration";
  static constexpr std::string_view start = "how the device starts";
  static constexpr auto rows = std::to_array<Row>({
      {"hostname", Domain::interfaces, &hostname},
      {"switchname", Domain::interfaces, &hostname},
      {"version", Domain::software, &version},
      {"boot nxos", Domain::software, &boot_image},
      {"boot system", Domain::software, &boot_image},
      {"boot", Domain::software},
      ignored<Config>("boot kickstart", "the lower half of an older release's image"),
      ignored<Config>("boot mode", start),
      ignored<Config>("boot poap", start),
      ignored<Config>("boot order", start),
      ignored<Config>("boot auto-copy", start),
      {"banner motd", Domain::management, &motd},
      {"banner exec", Domain::management, &exec},
      {"banner", Domain::management},
      {"switchto vdc", Domains::all(), &switch_vdc},
      ignored<Config>("vdc", "which hardware a virtual device has"),
      ignored<Config>("end", structure),
      ignored<Config>("exit", structure),
      ignored<Config>("configure", structure),
      ignored<Config>("commit", structure),
  });
  return rows;
}

void convert_system(Config& config, const Target& target) {
  if (!config.vdc.empty()) return;  // hostname and release are those of the device itself
  put(target.device.hostname, config.hostname);
  // `show version` knows better than a line of the configuration: keep what it said.
  if (!target.device.software.version.known()) put(target.device.software.version, config.version);
  if (!target.device.software.image.known()) put(target.device.software.image, config.image);
}

}  // namespace muster::grammars::cisco_nxos
