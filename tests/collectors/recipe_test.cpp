#include "collectors/recipe.hpp"

#include <catch2/catch.hpp>

#include "support.hpp"

namespace muster::collectors {
namespace {

std::vector<std::string> errors_of(std::string_view text) {
  const RecipeFile file{"x.toml", text};
  std::vector<Error> errors;
  (void)RecipeBook::load({&file, 1}, errors);
  std::vector<std::string> lines;
  for (const Error& error : errors) lines.push_back(to_string(error));
  return lines;
}

constexpr std::string_view minimal = R"(platform = "box"
title = "Box"
vendor = "Acme"
mode = "exec"
role = "any account"
[[command]]
name = "config"
send = "show config"
format = "box"
)";

std::string changed(std::string_view from, std::string_view to) {
  std::string text(minimal);
  const auto at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

TEST_CASE("recipes: every shipped recipe loads without an error") {
  std::vector<Error> errors;
  const RecipeBook book = test::shipped_recipes(errors);
  for (const Error& error : errors) FAIL_CHECK(to_string(error));
  CHECK(book.platforms() == std::vector<std::string_view>{"arista_eos", "cisco_asa", "cisco_asa_multiple", "cisco_ios",
                                                          "cisco_iosxr", "cisco_nxos", "f5_bigip", "fortinet_fortios",
                                                          "fortinet_fortios_vdom", "frr", "juniper_junos", "linux",
                                                          "mikrotik_routeros", "mikrotik_routeros6", "paloalto_panos",
                                                          "vyos"});
  CHECK(book.features() == std::vector<std::string_view>{"apache", "conntrack", "frr", "haproxy", "haproxy_state",
                                                         "iptables", "junos_cluster", "junos_vrrp", "keepalived",
                                                         "nftables", "nginx", "rsyslog"});
}

/// What a shell looks at: nothing between single quotes means anything to it.
static std::string outside_quotes(const std::string& line) {
  std::string left;
  bool quoted = false;
  for (const char c : line) {
    quoted ^= c == '\'';
    if (!quoted && c != '\'') left.push_back(c);
  }
  return quoted ? line : left;
}

TEST_CASE("recipes: no shipped command can be more than one command, and each names its program by its full path") {
  std::vector<Error> errors;
  const RecipeBook book = test::shipped_recipes(errors);
  std::vector<RecipeCommand> commands = book.find("linux")->commands;
  for (const std::string_view feature : book.features())
    if (std::ranges::count(book.find_feature(feature)->platforms, "linux") != 0)
      std::ranges::copy(book.find_feature(feature)->commands, std::back_inserter(commands));
  for (const RecipeCommand& command : commands) {
    INFO(command.send);
    CHECK(outside_quotes(command.send).find_first_of(";|&<>$`\\*?(){}!\"#~") == std::string::npos);
    CHECK(command.send.starts_with('/'));
    if (const auto sudo = command.send.find("sudo -n "); sudo != std::string::npos)
      CHECK(command.send[sudo + 8] == '/');
  }
}

TEST_CASE("recipes: the Cisco recipe asks for proof of privilege 15 and for the end marker") {
  std::vector<Error> errors;
  const RecipeBook book = test::shipped_recipes(errors);
  const Recipe& recipe = *book.find("cisco_ios");
  CHECK(recipe.mode == RecipeMode::shell);
  REQUIRE(recipe.proofs.size() == 1);
  CHECK(recipe.proofs[0].expect.found_in("Current privilege level is 15\n"));
  CHECK_FALSE(recipe.proofs[0].expect.found_in("Current privilege level is 1\n"));
  CHECK(recipe.commands.at(0).format == "cisco_ios");
  CHECK(recipe.commands.at(0).end == "end");
  CHECK(recipe.shell.prompt.matches_whole("core-sw1.lab>"));
  CHECK_FALSE(recipe.shell.prompt.matches_whole("core-sw1(config)# is not a prompt here >"));
}

TEST_CASE("recipes: features append their commands to a platform") {
  std::vector<Error> errors;
  const RecipeBook book = test::shipped_recipes(errors);
  const std::vector<std::string> features{"haproxy", "nftables"};
  const auto recipe = book.compose("linux", features);
  REQUIRE(recipe);
  const std::size_t base = book.find("linux")->commands.size();
  REQUIRE(recipe->commands.size() == base + 2);
  CHECK(recipe->commands[base].format == "haproxy");
  CHECK(recipe->commands[base + 1].format == "nftables");
}

TEST_CASE("recipes: an unknown platform or feature names the nearest") {
  std::vector<Error> errors;
  const RecipeBook book = test::shipped_recipes(errors);
  CHECK(book.compose("cisco_iso", {}).error().message == "unknown platform 'cisco_iso'; did you mean 'cisco_ios'?");
  const std::vector<std::string> wrong{"haproxi"};
  CHECK(book.compose("linux", wrong).error().message == "unknown feature 'haproxi'; did you mean 'haproxy'?");
  const std::vector<std::string> foreign{"nginx"};
  CHECK(book.compose("cisco_ios", foreign).error().message == "platform 'cisco_ios' does not have the feature 'nginx'");
  const std::vector<std::string> twice{"nginx", "nginx"};
  CHECK(book.compose("linux", twice).error().message == "feature 'nginx' repeats the command 'nginx-config'");
}

TEST_CASE("recipes: the minimal recipe is complete") { CHECK(errors_of(minimal).empty()); }

TEST_CASE("recipes: an unknown key is an error with its place") {
  const auto errors = errors_of(changed("format", "fromat"));
  REQUIRE(errors.size() == 2);
  CHECK(errors[0].starts_with("x.toml:"));
  CHECK((errors[0] + errors[1]).find("fromat") != std::string::npos);
}

TEST_CASE("recipes: a command line that smuggles in a second one is refused") {
  const auto errors = errors_of(changed("\"show config\"", "\"show config\\nreload\""));
  REQUIRE(errors.size() == 1);
  CHECK(errors[0] == "x.toml:8:8: expected one line of at most 400 printable ASCII characters");
}

TEST_CASE("recipes: blanks around a command line are refused: its echo would not show them") {
  const auto errors = errors_of(changed("\"show config\"", "\"show config \""));
  REQUIRE(errors.size() == 1);
  CHECK(errors[0] == "x.toml:8:8: expected a line without blanks around it: a terminal does not show them");
}

TEST_CASE("recipes: an expression that does not compile is an error") {
  const auto errors =
      errors_of(changed("[[command]]", "[[proof]]\nsend = \"a\"\nexpect = '('\notherwise = \"no\"\n[[command]]"));
  REQUIRE(errors.size() == 1);
  CHECK(errors[0].find("the expression does not compile: missing ): (") != std::string::npos);
}

TEST_CASE("recipes: a shell recipe needs its dialect") {
  const auto errors = errors_of(changed("exec", "shell"));
  REQUIRE(errors.size() == 1);
  CHECK(errors[0].find("a recipe of mode 'shell' needs the table [shell]") != std::string::npos);
}

TEST_CASE("recipes: all errors of a file come at once, and the other files stay usable") {
  const std::string broken = "platform = \"Bad Name\"\nmode = \"telnet\"\n";
  const std::vector<RecipeFile> files{{"broken.toml", broken}, {"box.toml", minimal}};
  std::vector<Error> errors;
  const RecipeBook book = RecipeBook::load(files, errors);
  CHECK(errors.size() >= 5);
  CHECK(book.platforms() == std::vector<std::string_view>{"box"});
}

TEST_CASE("recipes: two recipes for one platform are an error") {
  const std::vector<RecipeFile> files{{"a.toml", minimal}, {"b.toml", minimal}};
  std::vector<Error> errors;
  (void)RecipeBook::load(files, errors);
  REQUIRE(errors.size() == 1);
  CHECK(to_string(errors[0]) == "b.toml:1:1: 'box' has a recipe already");
}

TEST_CASE("recipes: a context name is checked before it may be sent") {
  CHECK(is_safe_context_name("VDOM-1.a_b"));
  CHECK_FALSE(is_safe_context_name(""));
  CHECK_FALSE(is_safe_context_name("a b"));
  CHECK_FALSE(is_safe_context_name("a;reload"));
  CHECK_FALSE(is_safe_context_name("-rf"));
  CHECK_FALSE(is_safe_context_name("a\nb"));
  CHECK_FALSE(is_safe_context_name(std::string(65, 'a')));
}

TEST_CASE("recipe: a text that stands in every match of an expression is found") {
  const auto needed = [](std::string_view expression) { return Pattern::compile(expression)->needed_text(); };
  CHECK(needed(R"((?:\*?[A-Z][a-z]{2} [ \d]\d [\d:.]+: )?%[A-Z]+-[0-7]-[A-Z]+: .*)") == "%");
  CHECK(needed(R"(\d{4}-\d{2} log_?id=\d .*)").find_first_not_of("-=_ 0123456789") == std::string::npos);
  CHECK(needed(R"((?i)broadcast|\{master\})") == "");
  CHECK(needed("(?:a|%)b") == "");
  CHECK(Pattern().needed_text() == "");
}

}  // namespace
}  // namespace muster::collectors
