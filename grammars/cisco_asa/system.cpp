#include "grammars/addresses.hpp"
#include "grammars/cisco_asa/config.hpp"

namespace muster::grammars::cisco_asa {
namespace {

Outcome hostname(Config& config, Cursor& cursor) {
  config.hostname.reset();
  if (cursor.negated) return Outcome::understood;
  if (cursor.at_end()) return cursor.fail("a host name");
  config.hostname = {std::string(cursor.word()), cursor.lines()};
  return cursor.end();
}

Outcome release(Config& config, Cursor& cursor, std::string product) {
  if (cursor.at_end()) return cursor.fail("a release");
  config.product = {std::move(product), cursor.lines()};
  config.version = {std::string(cursor.word()), cursor.lines()};
  cursor.take_rest();  // "<context>", "<system>"
  return Outcome::understood;
}
Outcome asa_version(Config& config, Cursor& cursor) { return release(config, cursor, "ASA"); }
/// Firepower Threat Defense
Outcome ngfw_version(Config& config, Cursor& cursor) { return release(config, cursor, "FTD"); }

/// `boot system disk0:/IMAGE`: the first one is tried first.
Outcome boot_system(Config& config, Cursor& cursor) {
  if (cursor.negated) {
    config.image.reset();
    return Outcome::understood;
  }
  if (cursor.at_end()) return cursor.fail("an image");
  if (!config.image) config.image = {std::string(cursor.rest()), cursor.lines()};
  return Outcome::understood;
}

/// `banner motd LINE`: each line is added to those before it.
Outcome banner(Config& config, Cursor& cursor) {
  const std::string kind(cursor.word());
  if (kind != "motd" && kind != "login" && kind != "exec" && kind != "asdm")
    return cursor.fail_at(kind.empty() ? cursor.rest().data() : cursor.rest().data() - kind.size(),
                          "motd, login, exec or asdm");
  if (cursor.negated) {
    config.banners.erase(kind);
    config.banner_lines.erase(kind);
    return Outcome::understood;
  }
  const auto [text, added] = config.banners.try_emplace(kind);
  if (!added) text->second += '\n';
  text->second += cursor.take_rest();
  config.banner_lines[kind].add(cursor.line());
  return Outcome::understood;
}

/// `name ADDRESS NAME [description TEXT]`: the name may stand in the address's place.
Outcome name(Config& config, Cursor& cursor) {
  const std::string_view address = cursor.word();
  if (!parse_ip(address)) return cursor.fail_at(address.data(), "an address");
  const std::string_view name = cursor.word();
  if (name.empty()) return cursor.fail("a name");
  if (cursor.negated)
    config.addresses_by_name.erase(name);
  else
    config.addresses_by_name.get(name) = address;
  if (cursor.accept("description")) cursor.take_rest();
  return cursor.end();
}

}  // namespace

Rows system_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"hostname", Domain::interfaces, &hostname},
      {"ASA Version", Domain::software, &asa_version},
      {"NGFW Version",
       Domain::software | Domain::users | Domain::authentication | Domain::management | Domain::time | Domain::filters,
       &ngfw_version},
      {"PIX Version", Domain::software},
      {"FWSM Version", Domain::software},
      {"boot system", Domain::software, &boot_system},
      {"boot", Domain::software},
      {"banner", Domain::management, &banner},
      {"name",
       Domain::filters | Domain::interfaces | Domain::routing | Domain::management | Domain::logging | Domain::snmp |
           Domain::time | Domain::authentication,
       &name},
  });
  return rows;
}

void convert_system(Config& config, const Target& target) {
  put(target.device.hostname, config.hostname);
  model::Software& software = target.device.software;
  // `show version` knows better: keep what it said.
  if (!software.product.known()) put(software.product, config.product);
  if (!software.version.known()) put(software.version, config.version);
  if (!software.image.known()) put(software.image, config.image);
  if (config.product && config.product->value == "FTD")
    target.device.open(target.context, Domain::users | Domain::authentication | Domain::management | Domain::time,
                       "FTD keeps the settings of its management port elsewhere", config.product->lines);
  for (const auto& [kind, text] : config.banners) {
    model::Banner& to = target.device.banners.emplace_back();
    target.head(to, config.banner_lines[kind]);
    to.name.set(kind, to.lines);
    to.text.set(text, to.lines);
  }
}

}  // namespace muster::grammars::cisco_asa
