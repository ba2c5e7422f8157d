#include <catch2/catch.hpp>

#include <map>

#include "collectors/completeness.hpp"
#include "recorded_session.hpp"
#include "support.hpp"

/// Recorded outputs of real devices: exactly one recipe knows each again.
namespace muster::collectors {
namespace {

using Names = std::vector<std::string_view>;

/// The recipes that take `output` for one of their devices.
Names recognised(const RecipeBook& book, std::string_view output) {
  Names names;
  for (const std::string_view platform : book.platforms())
    if (book.find(platform)->detection.expect.found_in(output)) names.push_back(platform);
  return names;
}

/// Outputs of other commands, which are among the recordings.
bool is_another_command(const std::string& path) {
  for (const char* const part : {"ShowVersionRp", "ShowVersionMode", "ShowVersionRunning", "InvokeOnAll", "uname",
                                 "veracrypt", "not-supported", "elementary-0.4"})
    if (path.find(part) != std::string::npos) return true;
  return false;
}

/// Texts as a terminal shows them: not what a parser made of them.
bool is_terminal_text(const std::filesystem::path& path, const std::string& text) {
  const std::string name = path.filename().string();
  for (const char* const end : {".json", ".yml", ".py", ".xml"})
    if (name.ends_with(end)) return false;
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  return first != std::string::npos && text[first] != '{' && text[first] != '<' && text[first] != '[';
}

template <class Visit>
void each_version(const std::filesystem::path& corpus, const std::string& folder, Visit visit) {
  if (!std::filesystem::exists(corpus / folder / "show_version")) return;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(corpus / folder / "show_version")) {
    if (!entry.is_regular_file()) continue;
    const std::string text = normalised(muster::test::read_file(entry.path()));
    if (is_terminal_text(entry.path(), text) && !is_another_command(entry.path().string())) visit(entry.path(), text);
  }
}

struct Recorded {
  std::string folder;
  Names recipes;  ///< one of them, and no other
  int at_least;   ///< outputs, so that an empty folder is no success
};

const std::vector<Recorded> recorded{
    {"arista_eos", {"arista_eos"}, 10},
    {"cisco_asa", {"cisco_asa"}, 2},
    {"cisco_ios", {"cisco_ios"}, 40},
    {"cisco_iosxe", {"cisco_ios"}, 30},
    {"cisco_iosxr", {"cisco_iosxr"}, 10},
    {"cisco_nxos", {"cisco_nxos"}, 35},
    {"fortinet_fortios", {"fortinet_fortios", "fortinet_fortios_vdom"}, 4},
    {"juniper_junos", {"juniper_junos"}, 3},
    {"linux", {"linux"}, 120},
    {"mikrotik_routeros", {"mikrotik_routeros", "mikrotik_routeros6"}, 3},
    {"paloalto_panos", {"paloalto_panos"}, 3},
};

TEST_CASE("detection: exactly one recipe knows each recorded version output again") {
  const auto corpus = muster::test::shared_folder("corpus");
  if (!corpus) return;
  std::vector<Error> errors;
  const RecipeBook book = test::shipped_recipes(errors);
  for (const Recorded& platform : recorded) {
    int outputs = 0;
    each_version(*corpus, platform.folder, [&](const std::filesystem::path& path, const std::string& text) {
      INFO(path.string());
      const Names names = recognised(book, text);
      CHECK(names.size() == 1);
      for (const std::string_view name : names)
        CHECK(std::ranges::find(platform.recipes, name) != platform.recipes.end());
      ++outputs;
    });
    INFO(platform.folder);
    CHECK(outputs >= platform.at_least);
  }
}

TEST_CASE("detection: no recipe takes another vendor's device for its own") {
  const auto corpus = muster::test::shared_folder("corpus");
  if (!corpus) return;
  std::vector<Error> errors;
  const RecipeBook book = test::shipped_recipes(errors);
  int outputs = 0;
  for (const char* const folder : {"a10_acos", "checkpoint_gaia"})
    each_version(*corpus, folder, [&](const std::filesystem::path& path, const std::string& text) {
      INFO(path.string());
      CHECK(recognised(book, text).empty());
      ++outputs;
    });
  CHECK(outputs >= 5);
}

/// Which recipe a recorded session is of, by the first part of its file's name; empty: none of ours.
const std::map<std::string, std::string> session_recipes{{"ios", "cisco_ios"},
                                                         {"nxos", "cisco_nxos"},
                                                         {"junos", "juniper_junos"},
                                                         {"routeros", "mikrotik_routeros"},
                                                         {"vyos", "vyos"},
                                                         {"aoscx", ""},
                                                         {"h3c", ""}};

TEST_CASE("detection: the answers of recorded sessions are known again by one recipe, others by none") {
  const auto folder = muster::test::shared_folder("oracles/sessions");
  if (!folder) return;
  std::vector<Error> errors;
  const RecipeBook book = test::shipped_recipes(errors);
  std::map<std::string, int> known;
  for (const auto& entry : std::filesystem::directory_iterator(*folder)) {
    const std::string name = entry.path().filename().string();
    if (!name.ends_with("simulation.yaml") || name.starts_with("fortigate")) continue;
    INFO(name);
    const std::string kind = name.substr(0, name.find('#'));
    const std::string& expected = session_recipes.at(kind);
    for (const auto& reply : test::read_session(muster::test::read_file(entry.path())).replies) {
      const Names names = recognised(book, normalised(reply.shown));
      CHECK((names.empty() || names == Names{expected}));
      if (!names.empty()) ++known[kind];
    }
  }
  for (const auto& [kind, recipe] : session_recipes) {
    INFO(kind);
    CHECK((known[kind] > 0) == !recipe.empty());
  }
}

/// The recordings hold the whole status; the recipe asks for the lines with a V.
std::string lines_with(char letter, std::string_view text) {
  std::string kept;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    if (text.substr(0, end).find(letter) != std::string_view::npos) kept.append(text.substr(0, end)).push_back('\n');
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return kept;
}

TEST_CASE("detection: a FortiGate with virtual domains and one without have a recipe each") {
  const auto folder = muster::test::shared_folder("oracles/sessions");
  if (!folder) return;
  std::vector<Error> errors;
  const RecipeBook book = test::shipped_recipes(errors);
  const auto recipes_of = [&](const std::string& name) {
    std::string status;  // it comes in pages
    for (const auto& reply : test::read_session(muster::test::read_file(*folder / name)).replies)
      if (reply.sent == "get system status\n" || (reply.sent == " " && status.size() < 2000))
        status += normalised(reply.shown);
    return recognised(book, lines_with('V', status));
  };
  CHECK(recipes_of("fortigate#FortiGate-3001F_7.4.8_HA#simulation.yaml") == Names{"fortinet_fortios"});
  CHECK(recipes_of("fortigate#FortiGate-501E_vdomHAdown#simulation.yaml") == Names{"fortinet_fortios_vdom"});
}

TEST_CASE("detection: an ASA shows in which space of several contexts the session is, RouterOS its version") {
  std::vector<Error> errors;
  const RecipeBook book = test::shipped_recipes(errors);
  const std::string asa = "\nCisco Adaptive Security Appliance Software Version 9.16(3)19";
  CHECK(recognised(book, asa + " \nDevice Manager Version 7.18(1)152\n") == Names{"cisco_asa"});
  CHECK(recognised(book, asa + " <system>\nDevice Manager Version 7.18(1)152\n") == Names{"cisco_asa_multiple"});
  CHECK(recognised(book, asa + " <context>\n") == Names{"cisco_asa_multiple"});
  CHECK(recognised(book, "                  uptime: 6w5d\n                 version: 6.48.6 (long-term)\n") ==
        Names{"mikrotik_routeros6"});
  CHECK(recognised(book, "                  uptime: 6w5d\n                 version: 7.16 (stable)\n") ==
        Names{"mikrotik_routeros"});
  CHECK(recognised(book, "FRRouting 8.4.4 (edge1) on Linux(6.1.0).\n") == Names{"frr"});
  CHECK(recognised(book, "Sys::Version\nMain Package\n  Product     BIG-IP\n  Version     16.1.3\n") ==
        Names{"f5_bigip"});
}

}  // namespace
}  // namespace muster::collectors
