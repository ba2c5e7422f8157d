#include "collectors/key_list.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>

#include <fmt/format.h>

#include "collectors/known_devices.hpp"
#include "config/toml.hpp"
#include "config/toml_text.hpp"
#include "crypto/digest.hpp"
#include "crypto/openssh_key.hpp"

namespace muster::collectors {
namespace {

std::string shown_key(const ListedKey& key) {
  return fmt::format("{}: {}{}{}", to_string(key.where), key.type, key.type.empty() ? "" : " ", key.fingerprint);
}

std::string column_name(std::string_view text) {
  std::string name;
  for (const char c : text)
    if (std::isalnum(static_cast<unsigned char>(c)) != 0)
      name.push_back(static_cast<char>(std::tolower(static_cast<unsigned char>(c))));
  return name;
}

/// What consoles call the types of keys.
std::string type_named(std::string_view text) {
  const std::string plain = column_name(text);
  if (plain == "rsa") return "ssh-rsa";
  if (plain == "ed25519") return "ssh-ed25519";
  return std::string(text);
}

std::unexpected<std::string> refused(std::string_view why) { return std::unexpected(std::string(why)); }

bool is_hex(std::string_view text) {
  return std::ranges::all_of(text, [](unsigned char c) { return std::isxdigit(c) != 0; });
}

/// Where the columns of a table of fingerprints are.
struct FingerprintColumns {
  std::optional<std::size_t> device, address, port, type, fingerprint;

  explicit FingerprintColumns(const config::CsvRow& header) {
    for (std::size_t i = 0; i < header.size(); ++i) {
      const std::string name = column_name(header[i].text);
      if (name == "device" || name == "id" || name == "name" || name == "hostname") device = i;
      if (name == "address" || name == "ip" || name == "ipaddress") address = i;
      if (name == "port") port = i;
      if (name == "type" || name == "keytype") type = i;
      if (name == "fingerprint" || name == "sha256" || name == "hostkey") fingerprint = i;
    }
  }

  static std::string text(const config::CsvRow& row, std::optional<std::size_t> column) {
    return column && *column < row.size() ? row[*column].text : std::string();
  }
};

}  // namespace

std::expected<std::string, std::string> read_fingerprint(std::string_view text) {
  constexpr std::string_view prefix = "SHA256:";
  std::string plain;
  for (const char c : text)
    if (c != ':') plain.push_back(c);
  if (text.starts_with("MD5:") || (plain.size() == 32 && is_hex(plain)))
    return refused(
        "an MD5 fingerprint proves nothing, for another key with the same one can be made: have the device show "
        "SHA-256");
  if (plain.size() == 40 && is_hex(plain))
    return refused("a SHA-1 fingerprint proves too little: have the device show SHA-256");
  if (plain.size() == 64 && is_hex(plain)) {
    std::string base64 = crypto::to_base64(*crypto::from_hex(plain));
    return fmt::format("{}{}", prefix, base64.substr(0, 43));
  }
  std::string_view digest = text.starts_with(prefix) ? text.substr(prefix.size()) : text;
  if (digest.size() == 44 && digest.ends_with('=')) digest.remove_suffix(1);
  const std::string whole = fmt::format("{}{}", prefix, digest);
  if (!is_pinned_key("x " + whole))
    return refused(
        fmt::format("expected a fingerprint such as 'SHA256:...' (43 characters), got '{}'", text.substr(0, 80)));
  return whole;
}

KeyList::KeyList(std::string source, std::vector<ListedKey> keys) : source_(std::move(source)), keys_(std::move(keys)) {
  for (std::size_t i = 0; i < keys_.size(); ++i) {
    if (!keys_[i].device.empty())
      by_device_.emplace(keys_[i].device, i);
    else
      by_address_.emplace(keys_[i].address, i);
  }
}

Statement KeyList::answer(const KeyQuestion& question) const {
  Statement answer;
  const auto note = [&](const ListedKey& key, bool may_be_another_box) {
    const bool other_place = (key.port != 0 && key.port != question.port) ||
                             (!key.device.empty() && !key.address.empty() &&
                              std::ranges::find(question.hosts, key.address) == question.hosts.end());
    if (other_place || answer.said == Said::same) return;
    const std::string_view type = key_type(question.shown);
    const bool same_type = key.type.empty() || key.type == type;
    if (same_type && question.shown.substr(type.size() + 1) == key.fingerprint)
      answer = {Said::same, source_, shown_key(key)};
    else if (same_type && !may_be_another_box)
      answer = {Said::different, source_, shown_key(key)};
    else if (answer.said == Said::nothing)
      answer = {Said::other_type, source_, shown_key(key)};
  };
  const auto note_all = [&](const auto& index, const std::string& name, bool may_be_another_box) {
    const auto [begin, end] = index.equal_range(name);
    for (auto at = begin; at != end; ++at) note(keys_[at->second], may_be_another_box);
  };
  if (!question.member.empty()) note_all(by_device_, question.device_id + "/" + question.member, false);
  note_all(by_device_, question.device_id, question.several_boxes);
  if (!question.shared_address)
    for (const std::string& host : question.hosts) note_all(by_address_, host, false);
  return answer;
}

std::vector<Statement> KeyList::judge(std::span<const KeyQuestion> questions) const {
  std::vector<Statement> answers;
  for (const KeyQuestion& question : questions) answers.push_back(answer(question));
  return answers;
}

std::vector<ListedKey> read_fingerprints(const config::CsvTable& table, std::vector<Error>& errors) {
  const FingerprintColumns columns(table.header);
  std::vector<ListedKey> keys;
  if (!columns.fingerprint || (!columns.device && !columns.address)) {
    errors.push_back({ErrorKind::input, "expected the columns 'device' or 'address', and 'fingerprint'",
                      table.header.front().where});
    return keys;
  }
  for (const config::CsvRow& row : table.rows) {
    const auto error = [&](std::optional<std::size_t> column, std::string message) {
      errors.push_back({ErrorKind::input, std::move(message),
                        column && *column < row.size() ? row[*column].where : row.front().where});
    };
    ListedKey key{columns.text(row, columns.device),
                  columns.text(row, columns.address),
                  0,
                  type_named(columns.text(row, columns.type)),
                  {},
                  row.front().where};
    if (key.device.empty() && key.address.empty()) error(std::nullopt, "expected a device or an address");
    const std::string port = columns.text(row, columns.port);
    const auto [stop, failed] = std::from_chars(port.data(), port.data() + port.size(), key.port);
    if (!port.empty() && (failed != std::errc{} || stop != port.data() + port.size() || key.port == 0))
      error(columns.port, "expected a port from 1 to 65535, got '" + port + "'");
    auto fingerprint = read_fingerprint(columns.text(row, columns.fingerprint));
    if (!fingerprint)
      error(columns.fingerprint, fingerprint.error());
    else
      key.fingerprint = std::move(*fingerprint);
    keys.push_back(std::move(key));
  }
  return keys;
}

std::string vantage_text(const Vantage& vantage) {
  std::string text =
      fmt::format("# Host keys as seen from {}. Made by `muster enroll --scan-only`.\nhost = {}\nmade = {}\n",
                  vantage.host, config::toml_string(vantage.host), config::toml_string(to_string(vantage.made)));
  for (const ListedKey& key : vantage.keys)
    text +=
        fmt::format("\n[[seen]]\ndevice = {}\naddress = {}\nport = {}\nkey = {}\n", config::toml_string(key.device),
                    config::toml_string(key.address), key.port, config::toml_string(key.type + " " + key.fingerprint));
  return text;
}

std::expected<Vantage, std::vector<Error>> read_vantage(std::string_view text, const std::string& file) {
  auto document = config::Document::parse(text, file);
  if (!document) return std::unexpected(std::vector{document.error()});
  Vantage vantage;
  config::Table root = document->root();
  vantage.host = root.required_text("host");
  const auto made = parse_timestamp(root.required_text("made"));
  if (!made) root.error_at("made", "expected a time such as 2026-03-01T02:00:00Z");
  vantage.made = made.value_or(Timestamp{});
  for (config::Table& table : root.tables("seen")) {
    ListedKey key;
    key.where = table.where();
    key.device = table.required_text("device");
    key.address = table.required_text("address");
    const auto port = table.integer("port").value_or(22);
    if (port < 1 || port > 65535) table.error_at("port", "expected a port from 1 to 65535");
    key.port = static_cast<std::uint16_t>(port);
    const std::string whole = table.required_text("key");
    if (!is_pinned_key(whole)) table.error_at("key", "expected a key such as 'ssh-ed25519 SHA256:...'");
    key.type = key_type(whole);
    key.fingerprint = whole.substr(std::min(key.type.size() + 1, whole.size()));
    table.finish();
    vantage.keys.push_back(std::move(key));
  }
  root.finish();
  if (!document->errors().empty()) return std::unexpected(document->errors());
  return vantage;
}

}  // namespace muster::collectors
