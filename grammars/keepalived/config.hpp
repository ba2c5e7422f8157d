#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "grammars/cursor.hpp"
#include "grammars/keyword_table.hpp"
#include "grammars/named_list.hpp"

/// keepalived.conf in keepalived's own words. The handlers fill it line by line; `convert` turns it into the model.
namespace muster::grammars::keepalived {

template <class T>
struct Said {
  T value{};
  model::LinesId lines = 0;
};
/// A setting that stands in the configuration, or nothing.
template <class T>
using Maybe = std::optional<Said<T>>;

/// What an instance or a sync group watches: kind of check and its name.
struct Tracked {
  std::string kind;  ///< "script", "process", "file", "bfd", "interface"
  std::string name;
  model::LinesId lines = 0;
};

struct Instance {
  LineSet lines;
  LineSet opened_by;
  Maybe<std::int64_t> router_id;
  Maybe<std::int64_t> priority;
  Maybe<std::int64_t> version;
  std::vector<std::string> addresses;
  model::LinesId address_lines = 0;
  bool has_ipv6 = false;
  Maybe<std::string> auth_type;
  model::SecretAttribute auth_pass;
  std::vector<Tracked> tracked;
};

struct SyncGroup {
  std::vector<std::string> members;
  std::vector<Tracked> tracked;
  LineSet opened_by;
};

struct Config {
  explicit Config(model::LineTable& line_table) : table(line_table) {}

  model::LineTable& table;
  NamedList<Instance> instances;
  NamedList<SyncGroup> groups;
  std::set<std::string, std::less<>> checks;  ///< "KIND NAME" of each check that is defined
  Maybe<std::int64_t> version;                ///< of all instances

  // The block whose lines are being read.
  Instance* instance = nullptr;
  SyncGroup* group = nullptr;
  std::vector<Tracked>* tracked = nullptr;
};

using Row = Keyword<Config>;
using Rows = std::span<const Row>;
using Table = KeywordTable<Config>;

/// Domains that a keepalived.conf can say anything about.
inline constexpr Domains fed = Domain::redundancy | Domain::users;

Rows top_rows();
Rows global_rows();    ///< the block global_defs
Rows instance_rows();  ///< the block vrrp_instance
Rows group_rows();     ///< the block vrrp_sync_group
Rows track_rows();     ///< track_script and its kin, which instances and groups share
Rows include_rows();
const Table& top_table();

/// The next word without its quotes; nothing if there is none, or if it has parameters or sequences that are replaced
/// before keepalived reads it.
std::optional<std::string> plain_word(Cursor& cursor);
Outcome fail_plain(Cursor& cursor, std::string_view expected);

void convert(Config& config, model::Device& device, const ReadOptions& options);

}  // namespace muster::grammars::keepalived
