#include "inventory/inventory.hpp"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <set>

#include "inventory/groups.hpp"

namespace muster::inventory {
namespace {

using config::Table;
using Texts = std::vector<std::string>;

/// An id or a name that appears in files, reports and command lines: letters, digits and - _ . only.
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

/// Reads one file: entries one after the other, each with the errors that it caused.
class Loader {
 public:
  Loader(config::Document& document, const LoadOptions& options) : document_(document), options_(options) {}

  Inventory load() {
    Table root = document_.root();
    for (Table& entry : root.tables("credential")) read(entry, &Loader::credential, inventory_.credentials);
    std::vector<Group> groups;
    for (Table& entry : root.tables("group"))
      if (read(entry, &Loader::group, groups)) groups_.add(groups.back());
    for (Table& entry : root.tables("device")) read(entry, &Loader::unit, inventory_.units);
    root.finish();
    quarantine_new_errors();
    return std::move(inventory_);
  }

 private:
  /// Reads one entry and keeps it if it caused no error; else every error of it becomes a gap.
  template <class T>
  bool read(Table& entry, T (Loader::*reader)(Table&), std::vector<T>& kept) {
    T value = (this->*reader)(entry);
    entry.finish();
    const bool good = document_.errors().size() == reported_;
    if (good) kept.push_back(std::move(value));
    quarantine_new_errors();
    return good;
  }

  void quarantine_new_errors() {
    auto& errors = document_.errors();
    for (; reported_ < errors.size(); ++reported_)
      inventory_.quarantined.push_back({errors[reported_].where, errors[reported_].message});
  }

  CredentialSpec credential(Table& entry) {
    using Kind = CredentialReference::Kind;
    CredentialSpec spec;
    spec.id = name_of(entry, "id");
    spec.user = entry.required_text("user");
    reference(entry, "password_env", Kind::environment, spec.login);
    reference(entry, "password_file", Kind::file, spec.login);
    reference(entry, "key_file", Kind::key_file, spec.login);
    reference(entry, "enable_env", Kind::environment, spec.enable);
    reference(entry, "enable_file", Kind::file, spec.enable);
    spec.login.passphrase = entry.text("passphrase_env").value_or("");
    if (entry.has("password")) {
      entry.error_at("password", "a secret may not stand in the inventory: use password_env or password_file");
      (void)entry.text("password");
    } else if (spec.login.kind == Kind::none) {
      entry.error_at("id", "expected one of password_env, password_file, key_file");
    }
    if (inventory_.find_credential(spec.id) != nullptr)
      entry.error_at("id", "credential '" + spec.id + "' is defined twice");
    return spec;
  }

  void reference(Table& entry, std::string_view key, CredentialReference::Kind kind, CredentialReference& out) {
    const auto value = entry.text(key);
    if (!value) return;
    if (out.kind != CredentialReference::Kind::none)
      entry.error_at(key, "'" + std::string(key) + "': only one way to give this secret is allowed");
    out.kind = kind;
    out.name = kind == CredentialReference::Kind::environment ? *value : resolve(*value);
  }

  std::string resolve(const std::string& path) const {
    return (std::filesystem::path(options_.directory) / path).lexically_normal().string();
  }

  Group group(Table& entry) {
    Group group;
    group.name = name_of(entry, "name");
    group.parent = entry.text("parent").value_or("");
    group.platform = platform(entry);
    group.site = entry.text("site").value_or("");
    group.role = entry.text("role").value_or("");
    group.credential = entry.text("credential").value_or("");
    group.tags = entry.texts("tags").value_or(Texts{});
    group.port = port(entry);
    group.parameters = parameters(entry);
    if (groups_.find(group.name) != nullptr) entry.error_at("name", "group '" + group.name + "' is defined twice");
    return group;
  }

  Unit unit(Table& entry) {
    Unit unit;
    unit.where = entry.where();
    unit.id = name_of(entry, "id");
    if (!ids_.insert(unit.id).second) entry.error_at("id", "device '" + unit.id + "' is defined twice");
    unit.platform = platform(entry);
    unit.features = features(entry);
    unit.site = entry.text("site").value_or("");
    unit.role = entry.text("role").value_or("");
    unit.tags = entry.texts("tags").value_or(Texts{});
    unit.contexts = entry.texts("contexts").value_or(Texts{});
    unit.credential = entry.text("credential").value_or("");
    unit.legacy_algorithms = entry.boolean("legacy_algorithms").value_or(false);
    unit.parameters = parameters(entry);
    auto own_port = port(entry);
    inherit(entry, unit, own_port);
    unit.members = members(entry, own_port.value_or(22));
    if (unit.platform.empty() && !entry.has("platform"))
      entry.error_at("platform", "missing key 'platform': expected one here or in a group");
    if (!unit.credential.empty() && inventory_.find_credential(unit.credential) == nullptr)
      entry.error_at("credential", undefined("credential", unit.credential, credential_ids()));
    return unit;
  }

  /// Fills what the unit does not set from its groups: the first group named wins, inner ones over outer ones.
  void inherit(Table& entry, Unit& unit, std::optional<std::int64_t>& port) {
    for (const std::string& name : entry.texts("groups").value_or(Texts{})) {
      const auto chain = groups_.chain(name);
      if (!chain) {
        entry.error_at("groups", chain.error().message);
        continue;
      }
      for (const Group* group : *chain) {
        if (std::ranges::find(unit.groups, group->name) != unit.groups.end()) continue;
        unit.groups.push_back(group->name);
        take_defaults(unit, port, *group);
      }
    }
  }

  static void take_defaults(Unit& unit, std::optional<std::int64_t>& port, const Group& group) {
    if (unit.platform.empty()) unit.platform = group.platform;
    if (unit.site.empty()) unit.site = group.site;
    if (unit.role.empty()) unit.role = group.role;
    if (unit.credential.empty()) unit.credential = group.credential;
    if (!port) port = group.port;
    for (const std::string& tag : group.tags)
      if (std::ranges::find(unit.tags, tag) == unit.tags.end()) unit.tags.push_back(tag);
    unit.parameters.insert(group.parameters.begin(), group.parameters.end());
  }

  std::vector<Member> members(Table& entry, std::int64_t default_port) {
    std::vector<Member> members;
    for (Table& table : entry.tables("member")) {
      Member member{name_of(table, "name"), addresses(table), 22};
      member.port = static_cast<std::uint16_t>(port(table).value_or(default_port));
      table.finish();
      members.push_back(std::move(member));
    }
    const bool own = entry.has("address") || entry.has("addresses");
    if (own && !members.empty())
      entry.error_at("address", "a device has either an address of its own or members, not both");
    if (members.empty()) members.push_back({"", addresses(entry), static_cast<std::uint16_t>(default_port)});
    return members;
  }

  Texts addresses(Table& entry) {
    Texts addresses = entry.texts("addresses").value_or(Texts{});
    if (const auto one = entry.text("address")) addresses.insert(addresses.begin(), *one);
    for (const std::string& address : addresses)
      if (!is_address(address))
        entry.error_at(entry.has("addresses") ? "addresses" : "address",
                       "expected an address or a host name, got '" + address + "'");
    return addresses;
  }

  std::optional<std::int64_t> port(Table& entry) {
    const auto port = entry.integer("port");
    if (port && (*port < 1 || *port > 65535))
      entry.error_at("port", "'port': expected 1 to 65535, got " + std::to_string(*port));
    return port;
  }

  std::string platform(Table& entry) {
    std::string name = entry.text("platform").value_or("");
    if (!name.empty() && std::ranges::find(options_.platforms, name) == options_.platforms.end())
      entry.error_at("platform", undefined("platform", name, options_.platforms));
    return name;
  }

  Texts features(Table& entry) {
    Texts features = entry.texts("features").value_or(Texts{});
    for (const std::string& name : features)
      if (std::ranges::find(options_.features, name) == options_.features.end())
        entry.error_at("features", undefined("feature", name, options_.features));
    return features;
  }

  Parameters parameters(Table& entry) {
    Parameters found;
    auto table = entry.table("parameters");
    if (!table) return found;
    for (const std::string& key : table->keys())
      if (auto scalar = table->scalar(key)) found.emplace(key, std::move(*scalar));
    return found;
  }

  std::string name_of(Table& entry, std::string_view key) {
    std::string name = entry.required_text(key);
    if (!name.empty() && !is_name(name))
      entry.error_at(key, "'" + std::string(key) + "': expected letters, digits and - _ . only, got '" + name + "'");
    return name;
  }

  Texts credential_ids() const {
    Texts ids;
    for (const CredentialSpec& spec : inventory_.credentials) ids.push_back(spec.id);
    return ids;
  }

  config::Document& document_;
  const LoadOptions& options_;
  Inventory inventory_;
  Groups groups_;
  std::set<std::string> ids_;
  std::size_t reported_ = 0;
};

}  // namespace

const CredentialSpec* Inventory::find_credential(std::string_view id) const {
  const auto found = std::ranges::find(credentials, id, &CredentialSpec::id);
  return found == credentials.end() ? nullptr : &*found;
}

Result<Inventory> load(std::string_view text, const std::string& file, const LoadOptions& options) {
  auto document = config::Document::parse(text, file);
  if (!document) return std::unexpected(document.error());
  return Loader(*document, options).load();
}

}  // namespace muster::inventory
