#include "inventory/entry.hpp"

#include <algorithm>
#include <cctype>

namespace muster::inventory {

using config::Table;
using Texts = std::vector<std::string>;

bool is_name(std::string_view text) {
  const auto plain = [](unsigned char c) { return std::isalnum(c) != 0 || c == '-' || c == '_' || c == '.'; };
  return !text.empty() && text.size() <= 128 && text.front() != '.' && text.front() != '-' &&
         std::ranges::all_of(text, plain);
}

bool is_address(std::string_view text) {
  const auto plain = [](unsigned char c) {
    return std::isalnum(c) != 0 || std::string_view(".:-_%").find(static_cast<char>(c)) != std::string_view::npos;
  };
  return !text.empty() && text.size() <= 253 && text.front() != '-' && std::ranges::all_of(text, plain);
}

std::string name_of(Table& entry, std::string_view key) {
  std::string name = entry.required_text(key);
  if (!name.empty() && !is_name(name))
    entry.error_at(key, "'" + std::string(key) + "': expected letters, digits and - _ . only, got '" + name + "'");
  return name;
}

std::optional<std::int64_t> port_of(Table& entry) {
  const auto port = entry.integer("port");
  if (port && (*port < 1 || *port > 65535))
    entry.error_at("port", "'port': expected 1 to 65535, got " + std::to_string(*port));
  return port;
}

Texts addresses_of(Table& entry) {
  Texts addresses = entry.texts("addresses").value_or(Texts{});
  if (const auto one = entry.text("address")) addresses.insert(addresses.begin(), *one);
  for (const std::string& address : addresses)
    if (!is_address(address))
      entry.error_at(entry.has("addresses") ? "addresses" : "address",
                     "expected an address or a host name, got '" + address + "'");
  return addresses;
}

Texts address_list(Table& entry, std::string_view key) {
  Texts addresses = entry.texts(key).value_or(Texts{});
  for (const std::string& address : addresses)
    if (!is_address(address)) entry.error_at(key, "expected an address or a host name, got '" + address + "'");
  return addresses;
}

Parameters parameters_of(Table& entry) {
  Parameters found;
  auto table = entry.table("parameters");
  if (!table) return found;
  for (const std::string& key : table->keys())
    if (auto scalar = table->scalar(key)) found.emplace(key, std::move(*scalar));
  return found;
}

std::vector<Window> windows_of(Table& entry) {
  using Type = config::Scalar::Type;
  const auto value = entry.scalar("collect");
  if (!value) return {};
  const bool usable = value->type == Type::text || (value->type == Type::text_list && !value->texts.empty());
  if (!usable) entry.error_at("collect", "'collect': expected a window such as '22:00-05:00', or a list of windows");
  std::vector<Window> windows;
  for (const std::string& text : value->type == Type::text ? Texts{value->text} : value->texts) {
    auto window = parse_window(text);
    if (window)
      windows.push_back(std::move(*window));
    else
      entry.error_at("collect", "'collect': " + window.error());
  }
  return windows;
}

std::optional<Maintenance> maintenance_of(Table& entry) {
  Maintenance maintenance;
  if (!entry.is_table("maintenance")) {
    const auto value = entry.scalar("maintenance");
    if (!value) return std::nullopt;
    const bool is_text = value->type == config::Scalar::Type::text;
    if (!is_text && value->type != config::Scalar::Type::boolean)
      entry.error_at("maintenance", "'maintenance': expected true, a reason, or { until = \"...\", reason = \"...\" }");
    maintenance.active = is_text || value->boolean;
    maintenance.reason = value->text;
    return maintenance;
  }
  Table table = *entry.table("maintenance");
  maintenance.reason = table.text("reason").value_or("");
  if (const auto until = table.text("until")) {
    maintenance.until = parse_timestamp(*until);
    if (!maintenance.until)
      table.error_at("until", "'until': expected a time such as \"2026-12-01T06:00:00Z\", got '" + *until + "'");
  }
  table.finish();
  return maintenance;
}

}  // namespace muster::inventory
