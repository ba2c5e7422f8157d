#include "grammars/cisco/words.hpp"

#include <algorithm>
#include <array>

#include "grammars/secret_words.hpp"

namespace muster::grammars::cisco {
namespace {

struct Named {
  std::string_view from;
  std::string_view to;
};

/// How IOS prints a hash tells its kind where the type number does not.
std::string_view format_of(std::string_view type, std::string_view value) {
  static constexpr auto by_prefix = std::to_array<Named>({{"$1$", "md5-crypt"},
                                                          {"$5$", "sha256-crypt"},
                                                          {"$6$", "sha512-crypt"},
                                                          {"$8$", "cisco-8"},
                                                          {"$9$", "cisco-9"},
                                                          {"$y$", "yescrypt"},
                                                          {"$2", "bcrypt"}});
  if (type == "4") return "cisco-4";
  if (type == "7") return "cisco-7";
  if (type.empty() || type == "0") return "plain";
  for (const auto& [prefix, format] : by_prefix)
    if (value.starts_with(prefix)) return format;
  return "other";
}

bool is_type(std::string_view word) {
  static constexpr auto types = std::to_array<std::string_view>({"0", "4", "5", "6", "7", "8", "9", "10"});
  return std::ranges::find(types, word) != types.end();
}

}  // namespace

std::optional<StoredText> read_secret(Cursor& cursor, bool to_the_end) {
  std::string_view value = cursor.peek();
  std::string_view type;
  const std::string_view all = cursor.rest();
  if (is_type(value) && value.size() != all.size()) {
    type = cursor.word();
    value = cursor.peek();
  }
  if (value.empty()) return std::nullopt;
  const bool plain = type.empty() || type == "0";
  value = plain && to_the_end ? cursor.take_rest() : cursor.word();
  cursor.secret(value);
  return StoredText{Secret(value), std::string(format_of(type, value)), is_masked_secret(value)};
}

std::string list_key(std::string_view family, std::string_view name) {
  return std::string(family).append(" ").append(name);
}

std::string long_interface_name(std::string_view type, std::string_view number) {
  static constexpr auto forms = std::to_array<Named>({{"Ethernet", "Ethernet"},
                                                      {"FastEthernet", "FastEthernet"},
                                                      {"FiveGigabitEthernet", "FiveGigabitEthernet"},
                                                      {"FortyGigabitEthernet", "FortyGigabitEthernet"},
                                                      {"Fo", "FortyGigabitEthernet"},
                                                      {"GigabitEthernet", "GigabitEthernet"},
                                                      {"HundredGigE", "HundredGigE"},
                                                      {"Hu", "HundredGigE"},
                                                      {"Loopback", "Loopback"},
                                                      {"Port-channel", "Port-channel"},
                                                      {"Serial", "Serial"},
                                                      {"TenGigabitEthernet", "TenGigabitEthernet"},
                                                      {"Te", "TenGigabitEthernet"},
                                                      {"Tunnel", "Tunnel"},
                                                      {"TwentyFiveGigE", "TwentyFiveGigE"},
                                                      {"Twe", "TwentyFiveGigE"},
                                                      {"Vlan", "Vlan"}});
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  const std::size_t digits = std::min(type.find_first_of("0123456789"), type.size());
  const std::string_view letters = type.substr(0, digits);
  std::string name(letters);
  if (letters.size() >= 2) {
    const auto fits = [&](const Named& form) {
      return letters.size() <= form.from.size() &&
             std::ranges::equal(letters, form.from.substr(0, letters.size()), {}, lower, lower);
    };
    const auto found = std::ranges::find_if(forms, fits);
    if (found != forms.end()) name = found->to;
  }
  return name.append(type.substr(digits)).append(number);
}

std::optional<std::string> severity(std::string_view word) {
  static constexpr auto names = std::to_array<std::string_view>({"emergencies", "alerts", "critical", "errors", "warnings",
                                                                 "notifications", "informational", "debugging"});
  if (word.size() == 1 && word[0] >= '0' && word[0] <= '7') return std::string(names[static_cast<std::size_t>(word[0] - '0')]);
  if (std::ranges::find(names, word) != names.end()) return std::string(word);
  return std::nullopt;
}

}  // namespace muster::grammars::cisco
