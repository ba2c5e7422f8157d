#pragma once

#include <catch2/catch.hpp>

#include <string>
#include <vector>

#include "waivers/book.hpp"

/// A site with two rules, three devices and a group, and a waiver that is right.
namespace muster::test {

inline waivers::KnownNames site() {
  return {{{"services-no-clear-text", Severity::high}, {"credentials-no-default-password", Severity::critical}},
          {"edge-1", "edge-2", "core", "core/a", "core/b", "group branch", "fleet"},
          {"branch"}};
}

/// The first line is `head`; a key whose value is empty is left out.
inline std::string waiver_text(const std::string& more = {}, const std::string& without = {}) {
  std::string text = "[[waiver]]\n";
  const std::vector<std::pair<std::string, std::string>> keys{
      {"id", "\"W-1\""},
      {"rule", "\"services-no-clear-text\""},
      {"devices", "[\"edge-1\"]"},
      {"requester", "\"A. Tester\""},
      {"approver", "\"B. Owner\""},
      {"ticket", "\"CHG-1\""},
      {"reason", "\"the old console server speaks nothing else\""},
      {"compensating_control", "\"reachable from the console network only\""},
      {"granted", "2026-11-01"},
      {"expires", "2026-12-31"},
  };
  for (const auto& [key, value] : keys)
    if (key != without) text += key + " = " + value + "\n";
  return text + more;
}

/// `waiver_text` with one value replaced.
inline std::string waiver_with(const std::string& key, const std::string& value) {
  return waiver_text(key + " = " + value + "\n", key);
}

inline std::vector<std::string> errors_of(const std::string& text, const waivers::KnownNames& known = site()) {
  const waivers::WaiverFile file{"w.toml", text};
  const auto book = waivers::Book::load({&file, 1}, known);
  std::vector<std::string> messages;
  if (!book)
    for (const Error& error : book.error()) messages.push_back(to_string(error));
  return messages;
}

inline waivers::Book book_of(const std::string& text) {
  const waivers::WaiverFile file{"w.toml", text};
  auto book = waivers::Book::load({&file, 1}, site());
  if (!book) FAIL(to_string(book.error().front()));
  return std::move(*book);
}

inline Timestamp at(const char* time) { return parse_timestamp(time).value(); }

}  // namespace muster::test
