#include "inventory/import.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

#include <fmt/format.h>

#include "config/toml_text.hpp"
#include "inventory/address_range.hpp"
#include "inventory/entry.hpp"
#include "inventory/groups.hpp"
#include "inventory/import_columns.hpp"
#include "inventory/platform_names.hpp"

namespace muster::inventory {
namespace {

using Texts = std::vector<std::string>;

/// Parts of a cell that holds several things.
Texts words(const std::string& text) {
  Texts words(1);
  for (const char c : text) {
    if (std::string_view(" ,;|\n").find(c) == std::string_view::npos)
      words.back().push_back(c);
    else if (!words.back().empty())
      words.emplace_back();
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

struct Row {
  std::string platform;
  std::string site;
  std::string role;
  std::string credential;
  Texts groups;
  Texts tags;
  Texts jump;
  std::string port;
};

class Importer {
 public:
  Importer(const config::CsvTable& table, const ImportOptions& options, const Inventory& existing)
      : table_(table), options_(options), existing_(existing), columns_(find_columns(table.header)) {
    for (const Unit& unit : existing.units) note_unit(unit);
  }

  Import run() {
    import_.remarks = columns_.unused;
    import_.refused = columns_.ambiguous;
    if (!columns_.index[static_cast<std::size_t>(Column::address)] &&
        !columns_.index[static_cast<std::size_t>(Column::id)])
      import_.refused.push_back({table_.header.front().where, "expected at least a column 'name' or 'address'"});
    if (import_.refused.empty())
      for (const config::CsvRow& row : table_.rows) use(row);
    import_.toml = head() + import_.toml;
    return std::move(import_);
  }

 private:
  void note_unit(const Unit& unit) {
    ids_.emplace(unit.id, unit.where);
    for (const Member& member : unit.members)
      for (const std::string& address : member.addresses)
        addresses_.emplace(place(unit.jump, address, member.port), std::pair(unit.id, member.where));
  }

  /// Addresses may overlap between what lies behind different jump hosts, nowhere else.
  static std::string place(const Texts& jump, const std::string& address, unsigned port) {
    std::string text = fmt::format("{} {}", address, port);
    for (const std::string& host : jump) text += " " + host;
    return text;
  }

  void refuse(const config::CsvRow& row, Column column, std::string message) {
    import_.refused.push_back({columns_.where(row, column), std::move(message)});
    usable_ = false;
  }

  void use(const config::CsvRow& row) {
    usable_ = true;
    if (row.size() != table_.header.size())
      return refuse_row(row,
                        fmt::format("expected {} cells as in the header, got {}", table_.header.size(), row.size()));
    const Row values = read(row);
    const Texts addresses = read_addresses(row);
    const std::string name = columns_.text(row, Column::id);
    if (name.empty() && addresses.empty()) refuse(row, Column::id, "neither a name nor an address");
    if (!name.empty() && !is_name(name))
      refuse(row, Column::id, "expected a name of letters, digits and - _ . only, got '" + name + "'");
    if (!usable_) return;
    if (is_range_ || (name.empty() && addresses.size() == 1)) {
      for (const std::string& address : addresses) add(row, values, id_of(name, address), {address});
      return;
    }
    if (name.empty()) return refuse(row, Column::id, "a device with several addresses needs a name");
    add(row, values, name, addresses);
  }

  void refuse_row(const config::CsvRow& row, std::string message) {
    import_.refused.push_back({row.front().where, std::move(message)});
  }

  static std::string id_of(const std::string& name, std::string address) {
    std::ranges::replace(address, ':', '-');
    if (address.starts_with('-')) address.insert(0, "0");
    return name.empty() ? address : name + "-" + address;
  }

  Row read(const config::CsvRow& row) {
    const auto text = [&](Column column, const std::string& otherwise) {
      std::string value = columns_.text(row, column);
      return value.empty() ? otherwise : value;
    };
    Row values;
    values.platform = platform(row, text(Column::platform, options_.platform));
    values.site = text(Column::site, options_.site);
    values.role = text(Column::role, "");
    values.credential = text(Column::credential, options_.credential);
    values.groups = words(text(Column::group, options_.group));
    values.tags = words(columns_.text(row, Column::tags));
    values.jump = words(columns_.text(row, Column::jump));
    values.port = port(row);
    for (const std::string& group : values.groups)
      if (!is_name(group))
        refuse(row, Column::group, "expected names of letters, digits and - _ . only, got '" + group + "'");
    if (!values.credential.empty() && !is_name(values.credential))
      refuse(row, Column::credential, "expected the id of a credential, got something else");
    for (const std::string& jump : values.jump)
      if (existing_.find_jump(jump) == nullptr)
        refuse(row, Column::jump, "jump host '" + jump + "' is not in the inventory");
    return values;
  }

  std::string platform(const config::CsvRow& row, const std::string& text) {
    std::string meant =
        std::ranges::find(options_.platforms, text) != options_.platforms.end() ? text : platform_meant_by(text);
    if (meant == automatic_platform || std::ranges::find(options_.platforms, meant) != options_.platforms.end())
      return meant;
    if (options_.automatic) return std::string(automatic_platform);
    if (text.empty())
      refuse(row, Column::platform, "no platform; --platform NAME gives one to all, --auto finds it out");
    else if (meant.empty())
      refuse(row, Column::platform, undefined("platform", text, options_.platforms) + " (--auto finds it out)");
    else
      refuse(row, Column::platform,
             "platform '" + text + "' is " + meant + ", for which there is no recipe (--auto finds out what fits)");
    return {};
  }

  std::string port(const config::CsvRow& row) {
    const std::string text = columns_.text(row, Column::port);
    unsigned port = 0;
    const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), port);
    const bool good = error == std::errc{} && stop == text.data() + text.size() && port >= 1 && port <= 65535;
    if (!text.empty() && !good) refuse(row, Column::port, "expected a port from 1 to 65535, got '" + text + "'");
    return good ? std::to_string(port) : std::string();
  }

  Texts read_addresses(const config::CsvRow& row) {
    Texts addresses;
    is_range_ = false;
    const Texts parts = words(columns_.text(row, Column::address));
    for (const std::string& part : parts) {
      auto expanded = expand_addresses(part);
      if (!expanded) {
        refuse(row, Column::address, expanded.error());
        continue;
      }
      if (expanded->size() > 1) is_range_ = true;
      std::ranges::move(*expanded, std::back_inserter(addresses));
    }
    if (is_range_ && parts.size() > 1)
      refuse(row, Column::address, "expected one range or network, or addresses of one device");
    return addresses;
  }

  void add(const config::CsvRow& row, const Row& values, const std::string& id, const Texts& addresses) {
    const SourcePosition where = columns_.where(row, Column::id);
    if (const auto known = ids_.find(id); known != ids_.end())
      return refuse(row, Column::id, fmt::format("device '{}' is there already: {}", id, to_string(known->second)));
    const unsigned port = values.port.empty() ? 22 : static_cast<unsigned>(std::stoul(values.port));
    for (const std::string& address : addresses)
      if (const auto known = addresses_.find(place(values.jump, address, port)); known != addresses_.end())
        return refuse(row, Column::address,
                      fmt::format("{} is the address of '{}' already: {}", address, known->second.first,
                                  to_string(known->second.second)));
    ids_.emplace(id, where);
    for (const std::string& address : addresses)
      addresses_.emplace(place(values.jump, address, port), std::pair(id, columns_.where(row, Column::address)));
    groups_.insert(values.groups.begin(), values.groups.end());
    if (!values.credential.empty()) credentials_.insert(values.credential);
    write(values, id, addresses);
  }

  void write(const Row& values, const std::string& id, const Texts& addresses) {
    ++import_.devices;
    std::string& out = import_.toml;
    const auto optional = [&out](std::string_view key, const std::string& value) {
      if (!value.empty()) out += fmt::format("{} = {}\n", key, config::toml_string(value));
    };
    out += fmt::format("\n[[device]]\nid = {}\nplatform = {}\n", config::toml_string(id),
                       config::toml_string(values.platform));
    if (addresses.size() == 1) optional("address", addresses.front());
    if (addresses.size() > 1) out += "addresses = " + config::toml_strings(addresses) + "\n";
    if (!values.port.empty() && values.port != "22") out += "port = " + values.port + "\n";
    optional("site", values.site);
    optional("role", values.role);
    optional("credential", values.credential);
    if (!values.groups.empty()) out += "groups = " + config::toml_strings(values.groups) + "\n";
    if (!values.tags.empty()) out += "tags = " + config::toml_strings(values.tags) + "\n";
    if (!values.jump.empty()) out += "jump = " + config::toml_strings(values.jump) + "\n";
  }

  /// What the devices refer to and the existing inventory does not have.
  std::string head() {
    std::string text = fmt::format("# From {}: {} devices.\n", table_.file, import_.devices);
    for (const std::string& id : credentials_) {
      if (existing_.find_credential(id) != nullptr) continue;
      text += fmt::format("\n# [[credential]]\n# id = {}\n# user = \"...\"\n# password_env = \"...\"\n",
                          config::toml_string(id));
      import_.remarks.push_back(
          {table_.header.front().where, "credential '" + id + "' is still to be described in the inventory"});
    }
    for (const std::string& group : groups_)
      if (!existing_.groups.contains(group))
        text += fmt::format("\n[[group]]\nname = {}\n", config::toml_string(group));
    return text;
  }

  const config::CsvTable& table_;
  const ImportOptions& options_;
  const Inventory& existing_;
  const Columns columns_;
  Import import_;
  std::map<std::string, SourcePosition, std::less<>> ids_;
  std::map<std::string, std::pair<std::string, SourcePosition>, std::less<>> addresses_;
  std::set<std::string> groups_;
  std::set<std::string> credentials_;
  bool usable_ = true;     ///< the row at hand
  bool is_range_ = false;  ///< its address stands for several devices
};

}  // namespace

Import import_table(const config::CsvTable& table, const ImportOptions& options, const Inventory& existing) {
  return Importer(table, options, existing).run();
}

}  // namespace muster::inventory
