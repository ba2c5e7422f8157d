#include "grammars/arista_eos/config.hpp"
#include "grammars/arista_eos/words.hpp"
#include "grammars/text_lines.hpp"

namespace muster::grammars::arista_eos {
namespace {

Outcome hostname(Config& config, Cursor& cursor) {
  config.hostname.reset();
  if (cursor.negated) return Outcome::understood;
  if (cursor.at_end()) return cursor.fail("a host name");
  config.hostname = {std::string(cursor.word()), cursor.lines()};
  return cursor.end();
}

Outcome boot_system(Config& config, Cursor& cursor) {
  config.image.reset();
  if (cursor.negated) return Outcome::understood;
  if (cursor.at_end()) return cursor.fail("an image");
  const model::LinesId lines = cursor.lines();
  config.image = {std::string(cursor.take_rest()), lines};
  return Outcome::understood;
}

/// `banner login|motd`, the text, `EOF`.
Outcome banner(Config& config, Cursor& cursor, std::string_view name) {
  if (cursor.negated) {
    config.banners.erase(name);
    return cursor.end();
  }
  std::string_view text = cursor.rest();
  if (!text.ends_with("EOF")) return cursor.fail("a text and a line EOF");
  text.remove_suffix(3);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\n' || text.back() == '\r')) text.remove_suffix(1);
  model::Banner& to = config.banners.get(name);
  to.lines = cursor.lines();
  to.name.set(std::string(name), to.lines);
  to.text.set(std::string(text), to.lines);
  return Outcome::understood;
}
Outcome login_banner(Config& config, Cursor& cursor) { return banner(config, cursor, "login"); }
Outcome motd(Config& config, Cursor& cursor) { return banner(config, cursor, "motd"); }
Outcome exec_banner(Config& config, Cursor& cursor) { return banner(config, cursor, "exec"); }

/// "device: leaf1 (DCS-7050SX3-48YC8-F, EOS-4.27.6M)"
void read_device(std::string_view text, model::Software& to, model::LinesId lines) {
  const std::size_t open = text.find('(');
  const std::size_t close = text.rfind(')');
  if (open == std::string_view::npos || close == std::string_view::npos || close < open) return;
  const std::string_view inside = text.substr(open + 1, close - open - 1);
  const std::size_t comma = inside.rfind(", EOS-");
  if (comma == std::string_view::npos) return;
  if (!to.hardware.known()) to.hardware.set(std::string(trim(inside.substr(0, comma))), lines);
  if (to.version.known()) return;
  to.product.set("EOS", lines);
  to.version.set(std::string(trim(inside.substr(comma + 6))), lines);
}

}  // namespace

void read_header(std::string_view input, const Target& target) {
  LineScanner scanner(input);
  for (TextLine line; scanner.next(line) && (line.text.empty() || line.text.front() == '!');) {
    if (line.text.starts_with("! device: "))
      read_device(line.text, target.device.software, target.device.lines.add(target.capture, line.number));
    else if (line.text.starts_with("! boot system ") && !target.device.software.image.known())
      target.device.software.image.set(std::string(trim(line.text.substr(14))),
                                       target.device.lines.add(target.capture, line.number));
  }
}

Rows system_rows() {
  static constexpr std::string_view structure = "structure of the printed configuration";
  static constexpr auto rows = std::to_array<Row>({
      {"hostname", Domain::interfaces, &hostname},
      {"boot system", Domain::software, &boot_system},
      {"banner login", Domain::management, &login_banner},
      {"banner motd", Domain::management, &motd},
      {"banner exec", Domain::management, &exec_banner},
      {"banner", Domain::management},
      ignored<Config>("end", structure),
      ignored<Config>("exit", structure),
      ignored<Config>("comment", "descriptive text"),
      ignored<Config>("alias", "a name for a command"),
      ignored<Config>("prompt", "how the prompt looks"),
      ignored<Config>("terminal", "how the terminal looks"),
      ignored<Config>("fqdn", "a part of the device's name"),
      ignored<Config>("dns domain", "a part of the device's name"),
      ignored<Config>("clock timezone", "how times are shown"),
  });
  return rows;
}

void convert_system(Config& config, const Target& target) {
  put(target.device.hostname, config.hostname);
  if (!target.device.software.image.known()) put(target.device.software.image, config.image);
  config.banners.each([&](const std::string&, model::Banner& banner) {
    banner.context = target.context;
    target.device.banners.push_back(std::move(banner));
  });
}

}  // namespace muster::grammars::arista_eos
