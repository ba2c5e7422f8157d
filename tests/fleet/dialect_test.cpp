// The dialects of platforms, and the faults, as functions of bytes.
#include <catch2/catch.hpp>
#include <set>

#include "fleet/deformation.hpp"
#include "fleet/personality.hpp"

namespace muster::fleet {
namespace {

Device device_of(std::string_view platform) {
  Device device;
  device.id = "d1";
  device.personality = Device::Personality::shell;
  device.dialect = Dialect::of(platform);
  device.outputs["show it"] = {"one\ntwo\n", 0, {}};
  return device;
}

/// What the terminal shows after the client typed.
std::string typed(Shell& shell, std::string_view text) {
  shell.type(text);
  std::string shown;
  for (Piece piece = shell.next(); !piece.nothing(); piece = shell.next()) {
    shown += piece.whole();
    if (piece.then != Piece::Then::go_on) break;
  }
  return shown;
}

std::string last_line(const std::string& text) { return text.substr(text.rfind('\n') + 1); }

TEST_CASE("dialects: each preset answers a command and ends with its prompt") {
  for (const std::string_view name : Dialect::presets()) {
    INFO(name);
    const Device device = device_of(name);
    Shell shell(device);
    const std::string prompt = last_line(plain(shell.greeting().whole()));
    CHECK(prompt.find("d1") != std::string::npos);
    const std::string shown = typed(shell, "show it\n");
    CHECK(shown.find("one\r\ntwo\r\n") != std::string::npos);
    CHECK(last_line(plain(shown)) == prompt);
    const std::string refused = plain(typed(shell, "nonsense\n"));
    CHECK(refused.size() > 8 + 2 + prompt.size());
    CHECK(last_line(refused) == prompt);
    shell.type(device.dialect->logout[0] + "\n");
    Piece last = shell.next();
    while (last.then == Piece::Then::go_on && !last.nothing()) last = shell.next();
    CHECK(last.then == Piece::Then::exit);
  }
}

TEST_CASE("dialects: a pager shows a page for a key, and erases its line") {
  for (const std::string_view name : Dialect::presets()) {
    Device device = device_of(name);
    if (device.dialect->pager.empty()) continue;
    INFO(name);
    std::string text;
    for (int i = 0; i < 60; ++i) text += "line " + std::to_string(i) + "\n";
    device.outputs["show it"].text = text;
    Shell shell(device);
    (void)shell.greeting();
    std::string shown = typed(shell, "show it\n");
    CHECK(shown.find("line 40") == std::string::npos);
    shown = typed(shell, " ");
    CHECK(shown.starts_with(device.dialect->pager_erase + "line "));
    shown += typed(shell, " ");
    CHECK(shown.find("line 59") != std::string::npos);
  }
}

TEST_CASE("dialects: contexts change the prompt and what a command shows") {
  Device device = device_of("cisco_asa");
  device.contexts["red"]["show it"] = {"red\n", 0, {}};
  Shell shell(device);
  (void)shell.greeting();
  CHECK(last_line(typed(shell, "changeto context red\n")) == "d1/red# ");
  CHECK(typed(shell, "show it\n").find("red\r\n") != std::string::npos);
  CHECK(typed(shell, "changeto context blue\n").find("ERROR") != std::string::npos);
  CHECK(last_line(typed(shell, "changeto system\n")) == "d1# ");
  CHECK(typed(shell, "show it\n").find("two\r\n") != std::string::npos);
}

TEST_CASE("dialects: questions come before the prompt, one after the other") {
  Device device = device_of("cisco_ios");
  device.acknowledge = {{"Press 'a' to accept: ", "a", true}, {"Press RETURN to continue ", "\n", true}};
  device.line_password = "vty";
  Statistics statistics;
  Shell shell(device, device.fault, &statistics);
  CHECK(last_line(shell.greeting().whole()) == "Press 'a' to accept: ");
  CHECK(typed(shell, "x").ends_with("Press 'a' to accept: "));
  CHECK(typed(shell, "a").ends_with("Press RETURN to continue "));
  CHECK(typed(shell, "\n").ends_with("User Access Verification\r\n\r\nPassword: "));
  CHECK(typed(shell, "wrong\n").ends_with("Password: "));
  CHECK(typed(shell, "vty\n").ends_with("d1#"));
  using enum Awaited;
  CHECK(statistics.inputs() ==
        std::vector<Input>{
            {question, "x"}, {question, "a"}, {question, "\n"}, {line_password, "wrong"}, {line_password, "vty"}});
}

TEST_CASE("faults: each name is its own, and sets know what they hold") {
  const std::set<std::string_view> names(fault_names().begin(), fault_names().end());
  CHECK(names.size() == fault_count);
  const Faults both = Fault::noise | Fault::pager;
  CHECK(both.has(Fault::noise));
  CHECK(both.has(Fault::pager));
  CHECK_FALSE(both.has(Fault::cut));
  CHECK_FALSE(Faults(Fault::none).any());
}

TEST_CASE("faults: filtering and masking leave a text that looks whole") {
  const std::string text =
      "hostname r1\nusername a secret 9 $9$x\nsnmp-server community c RO\ninterface g0\n description d\nend\n";
  CHECK(filtered(text) == "hostname r1\ninterface g0\nend\n");
  CHECK(masked(text, "*****") ==
        "hostname r1\nusername a secret *****\nsnmp-server community *****\ninterface g0\n description d\nend\n");
}

TEST_CASE("faults: noise between lines leaves the lines whole, noise within them does not") {
  std::string text;
  for (int i = 0; i < 25; ++i) text += "line number " + std::to_string(i) + "\n";
  const std::string between = with_noise(text, "%LOG");
  CHECK(between.find("line number 9\n%LOG\nline number 10\n") != std::string::npos);
  const std::string inside = with_noise_inside(text, "%LOG");
  CHECK(inside.find("line number 9\n") == std::string::npos);
  CHECK(inside.find("line nu\n%LOG\nmber 9\n") != std::string::npos);
}

TEST_CASE("faults: log messages in the echo, with and without the line drawn again") {
  Device device = device_of("cisco_ios");
  device.dialect = [&] {
    Dialect dialect = *Dialect::of("cisco_ios");
    dialect.log_line = "%LOG";
    return std::make_shared<const Dialect>(dialect);
  }();
  device.fault = Fault::noise_echo;
  Shell drawn(device);
  CHECK(typed(drawn, "show it\n").starts_with("show\r\n%LOG\r\nd1#show it\r\none\r\n"));
  device.fault = Fault::split_echo;
  Shell split(device);
  CHECK(typed(split, "show it\n").starts_with("show\r\n%LOG\r\n it\r\none\r\n"));
}

}  // namespace
}  // namespace muster::fleet
