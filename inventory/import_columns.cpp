#include "inventory/import_columns.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "inventory/platform_names.hpp"

namespace muster::inventory {
namespace {

constexpr std::pair<std::string_view, Column> names[] = {
    {"id", Column::id},
    {"name", Column::id},
    {"hostname", Column::id},
    {"host", Column::id},
    {"device", Column::id},
    {"deviceid", Column::id},
    {"devicename", Column::id},
    {"node", Column::id},
    {"nodename", Column::id},
    {"sysname", Column::id},
    {"address", Column::address},
    {"addresses", Column::address},
    {"ip", Column::address},
    {"ipaddress", Column::address},
    {"ipv4", Column::address},
    {"ipv6", Column::address},
    {"mgmtip", Column::address},
    {"managementip", Column::address},
    {"mgmtaddress", Column::address},
    {"managementaddress", Column::address},
    {"primaryip", Column::address},
    {"primaryip4", Column::address},
    {"primaryipv4", Column::address},
    {"platform", Column::platform},
    {"type", Column::platform},
    {"os", Column::platform},
    {"devicetype", Column::platform},
    {"ostype", Column::platform},
    {"driver", Column::platform},
    {"networkos", Column::platform},
    {"site", Column::site},
    {"sitename", Column::site},
    {"location", Column::site},
    {"datacenter", Column::site},
    {"port", Column::port},
    {"sshport", Column::port},
    {"role", Column::role},
    {"devicerole", Column::role},
    {"function", Column::role},
    {"group", Column::group},
    {"groups", Column::group},
    {"devicegroup", Column::group},
    {"credential", Column::credential},
    {"credentials", Column::credential},
    {"credentialid", Column::credential},
    {"tag", Column::tags},
    {"tags", Column::tags},
    {"jump", Column::jump},
    {"jumphost", Column::jump},
    {"bastion", Column::jump},
};

}  // namespace

std::string Columns::text(const config::CsvRow& row, Column column) const {
  const auto at = index[static_cast<std::size_t>(column)];
  return at && *at < row.size() ? row[*at].text : std::string();
}

SourcePosition Columns::where(const config::CsvRow& row, Column column) const {
  const auto at = index[static_cast<std::size_t>(column)];
  return at && *at < row.size() ? row[*at].where : row.front().where;
}

Columns find_columns(const config::CsvRow& header) {
  Columns columns;
  for (std::size_t i = 0; i < header.size(); ++i) {
    const std::string plain = plain_name(header[i].text);
    const auto* const found = std::ranges::find(names, plain, &std::pair<std::string_view, Column>::first);
    if (found == std::end(names)) {
      columns.unused.push_back({header[i].where, fmt::format("column '{}' is not used", header[i].text)});
      continue;
    }
    auto& index = columns.index[static_cast<std::size_t>(found->second)];
    if (index)
      columns.ambiguous.push_back(
          {header[i].where,
           fmt::format("columns '{}' and '{}' mean the same here: rename the one that is not to be used",
                       header[*index].text, header[i].text)});
    else
      index = i;
  }
  return columns;
}

}  // namespace muster::inventory
