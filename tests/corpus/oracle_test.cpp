#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "grammars/durations.hpp"
#include "support/reading.hpp"

/// Releases and routing tables against what others read from the same outputs (../shared/oracles/show).
namespace {

using namespace muster;
using Json = nlohmann::json;

struct Score {
  std::size_t right = 0;
  std::size_t asked = 0;
  std::vector<std::string> wrong;

  void add(const std::string& file, std::string_view field, const std::string& expected, const std::string& got, bool same) {
    ++asked;
    if (same)
      ++right;
    else
      wrong.push_back(fmt::format("{}: {}: expected '{}', got '{}'", file, field, expected, got));
  }
};

std::vector<Json> entries(const std::filesystem::path& path) {
  std::vector<Json> all;
  std::ifstream in(path);
  for (std::string line; std::getline(in, line);) all.push_back(Json::parse(line));
  return all;
}

std::string format_of(const Json& entry, std::string_view kind) {
  const std::string platform = entry.at("platform");
  return (platform == "cisco_iosxe" ? "cisco_ios" : platform) + "_" + std::string(kind);
}

std::string short_name(const Json& entry) {
  const std::string raw = entry.value("raw", "");
  return raw.substr(raw.rfind('/') + 1);
}

/// The texts of a field: a stack of switches has several.
std::vector<std::string> expected_texts(const Json& value) {
  std::vector<std::string> texts;
  if (value.is_array())
    for (const Json& each : value) texts.push_back(each);
  if (value.is_string()) texts.push_back(value);
  std::erase_if(texts, [](const std::string& text) { return text.empty() || text == "unknown" || text == "n/a"; });
  return texts;
}

void compare_text(Score& score, const Json& entry, std::string_view field, const model::Text& got) {
  const std::vector<std::string> expected = expected_texts(entry.at(std::string(field)));
  if (expected.empty()) return;
  const bool same = got.known() && !got.value.empty() && std::ranges::any_of(expected, [&](const std::string& text) {
                      return text == got.value || text.contains(got.value);
                    });
  score.add(short_name(entry), field, expected.front(), got.value, same);
}

/// "2 days, 2:38:49", "60 day(s), 17 hour(s)", "10w2d6h21m59s"
std::optional<std::int64_t> seconds(std::string text) {
  for (std::size_t at; (at = text.find("(s)")) != std::string::npos;) text.replace(at, 3, "s");
  if (const auto age = grammars::parse_age(text)) return *age;
  return grammars::parse_uptime(text);
}

void compare_uptime(Score& score, const Json& entry, const model::Integer& got) {
  const std::vector<std::string> expected = expected_texts(entry.at("uptime"));
  if (expected.empty()) return;
  const auto wanted = seconds(expected.front());
  score.add(short_name(entry), "uptime", expected.front(), std::to_string(got.value), got.known() && wanted == got.value);
}

void print(const char* what, const Score& score) {
  for (const std::string& each : score.wrong) std::cout << "  " << each << '\n';
  std::cout << fmt::format("{}: {} of {} fields right, {:.1f} %\n", what, score.right, score.asked,
                           100.0 * static_cast<double>(score.right) / static_cast<double>(score.asked));
}

}  // namespace

TEST_CASE("oracle: what releases say of version, model, serial number, time since the start and host name") {
  const auto oracle = test::shared_folder("oracles/show/show_version.jsonl");
  const auto corpus = test::shared_folder("corpus");
  if (!oracle || !corpus) return;
  Score score;
  for (const Json& entry : entries(*oracle)) {
    const std::string format = format_of(entry, "version");
    if (grammars::find_format(format) == nullptr) continue;
    const test::Reading reading = test::read_as(format, test::read_file(*corpus / entry.at("raw")));
    const model::Software& software = reading.device.software;
    compare_text(score, entry, "version", software.version);
    // What the oracle calls the model of RouterOS is the maker's name; the board stands beside it.
    const bool board = entry.contains("all") && entry["all"].contains("board_name");
    compare_text(score, board ? entry["all"] : entry, board ? "board_name" : "model", software.hardware);
    compare_text(score, entry, "serial", software.serial);
    compare_text(score, entry, "hostname", reading.device.hostname);
    compare_uptime(score, entry, software.uptime);
  }
  print("releases", score);
  CHECK(static_cast<double>(score.right) >= 0.97 * static_cast<double>(score.asked));
}

/// Not read as routes: tables that no packet's route is looked up in (next hops of BGP, labels), counts of routes, and the
/// outputs of net-tools, which print names for addresses and which no recipe asks for.
static bool is_no_table_of_packets(const Json& entry, const std::string& text) {
  const std::string raw = entry.at("raw");
  const bool junos = entry.at("platform") == "juniper_junos";
  const bool labels = text.contains("inet.3: ") || text.contains("mpls.0: ");
  return (junos && labels) || raw.contains("summary") || raw.contains("routing_resource") ||
         text.contains("Kernel IP routing table");
}

/// RouterOS prints routes that no packet takes as well, without the flag A: not read as rows, but the oracle counts them.
static void add_unused_prefixes(const std::string& text, std::set<std::string>& prefixes) {
  constexpr std::string_view key = "dst-address=";
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    const std::size_t at = line.find(key);
    if (at == std::string::npos || line.substr(0, line.find('=')).find('A') != std::string::npos) continue;
    const std::size_t begin = at + key.size();
    prefixes.insert(line.substr(begin, line.find(' ', begin) - begin));
  }
}

TEST_CASE("oracle: as many routes as others count") {
  const auto oracle = test::shared_folder("oracles/show/show_ip_route.jsonl");
  const auto corpus = test::shared_folder("corpus");
  if (!oracle || !corpus) return;
  Score score;
  for (const Json& entry : entries(*oracle)) {
    const std::string format = format_of(entry, "route");
    const auto rows = entry.at("rows").get<std::size_t>();
    if (grammars::find_format(format) == nullptr || rows == 0) continue;
    const std::string text = test::read_file(*corpus / entry.at("raw"));
    if (is_no_table_of_packets(entry, text)) continue;
    const test::Reading reading = test::read_as(format, text);
    std::set<std::string> prefixes;
    for (const model::Route& row : reading.device.routes.rows) prefixes.insert(to_string(row.prefix));
    if (entry.at("platform") == "mikrotik_routeros") add_unused_prefixes(text, prefixes);
    const std::size_t got = reading.device.routes.rows.size();
    const bool same = got == rows || prefixes.size() == entry.at("distinct_prefixes").get<std::size_t>();
    score.add(short_name(entry), format, fmt::format("{} rows, {} prefixes", rows, entry.at("distinct_prefixes").get<std::size_t>()),
              fmt::format("{} rows, {} prefixes", got, prefixes.size()), same);
  }
  print("routing tables", score);
  CHECK(static_cast<double>(score.right) >= 0.97 * static_cast<double>(score.asked));
}
