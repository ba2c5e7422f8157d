#pragma once

#include <cstdint>
#include <map>
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

/// Something that can be watched: a script, a process, a file, a BFD session.
struct Check {
  bool complete = false;  ///< it says what is watched; keepalived drops a check that does not
  bool open = false;      ///< a line of it was not understood
  std::optional<std::int64_t> weight{};
};

/// What an instance or a sync group watches: kind of check and its name.
struct Tracked {
  std::string kind;  ///< "script", "process", "file", "bfd", "interface"
  std::string name;
  model::LinesId lines = 0;
  std::optional<std::int64_t> weight{};  ///< as this line says; otherwise that of the check counts
  const Check* check = nullptr;          ///< what stands under that name above this line; keepalived looks no further
};

struct Instance {
  LineSet lines;
  LineSet opened_by;
  Maybe<std::int64_t> router_id;
  Maybe<std::int64_t> priority;
  Maybe<std::int64_t> version;
  Maybe<bool> strict;
  Maybe<bool> master;  ///< it begins as master
  Maybe<std::string> interface;
  Maybe<int> family;  ///< 4 or 6: of the first address of its own that stands there
  std::vector<std::string> addresses;
  LineSet address_lines;
  std::vector<Said<std::string>> peers;  ///< to which it talks by unicast
  Maybe<std::string> auth_type;
  model::SecretAttribute auth_pass;
  bool has_auth_pass = false;  ///< of one character at least
  std::vector<Tracked> tracked;
};

struct SyncGroup {
  std::vector<std::string> members;
  std::vector<Tracked> tracked;
  bool weights = false;  ///< its members may keep checks that change a priority
};

struct RealServer {
  std::string name;  ///< "192.0.2.1 80"
  std::string address;
  std::optional<std::int64_t> port;
  Maybe<std::int64_t> weight;
  LineSet lines;
  LineSet opened_by;
  model::LinesId check = 0;  ///< its first health check
};

struct VirtualServer {
  std::string name;  ///< "192.0.2.1 80", "fwmark 7", "group WEB"
  std::string protocol;
  LineSet lines;
  std::uint32_t line = 0;  ///< of its head
  LineSet opened_by;
  Maybe<std::int64_t> weight;  ///< of its real servers that have none of their own
  Maybe<std::int64_t> quorum;
  std::vector<RealServer> members;
};

struct Config {
  NamedList<Instance> instances;
  NamedList<SyncGroup> groups;
  std::map<std::string, Check, std::less<>> checks;  ///< by "KIND NAME"
  std::vector<VirtualServer> servers;
  Maybe<std::int64_t> version;  ///< of all instances
  Maybe<bool> strict;
  bool opened = false;  ///< a line was not understood that may speak about any instance

  // The block whose lines are being read.
  Instance* instance = nullptr;
  SyncGroup* group = nullptr;
  Check* check = nullptr;
  bool in_real_server = false;
  std::set<std::string, std::less<>> real_servers{};  ///< of the virtual server
};

using Row = Keyword<Config>;
using Rows = std::span<const Row>;
using Table = KeywordTable<Config>;

/// Domains that a keepalived.conf can say anything about.
inline constexpr Domains fed = Domain::redundancy | Domain::users | Domain::health;

Rows top_rows();
Rows global_rows();    ///< the block global_defs
Rows instance_rows();  ///< the block vrrp_instance
Rows group_rows();     ///< the block vrrp_sync_group
Rows track_rows();     ///< track_script and its kin, which instances and groups share
Rows check_heads();    ///< vrrp_script and its kin
Rows include_rows();   ///< include, and its forms for files that may be missing
bool is_include(std::string_view word);
const Table& server_table();  ///< the block virtual_server
const Table& top_table();

Outcome virtual_server(Config& config, Cursor& cursor);  ///< the head of its block

/// Begins a block whose head says nothing.
Outcome block(Config& config, Cursor& cursor);

/// A line of the block that is being read was not understood: what the instance or the group says is not certain.
Domains owner_not_understood(Config& config, const Cursor& cursor, Domains domains);
/// The same of a line that may speak about any instance.
Domains not_understood(Config& config, const Cursor& cursor, Domains domains);

/// Consumes a number with an optional sign, as a whole word from `low` to `high`.
std::optional<std::int64_t> signed_number(Cursor& cursor, std::int64_t low, std::int64_t high);
/// Consumes the rest: nothing, or a word for yes or no; nothing if it is another.
std::optional<bool> yes_or_no(Cursor& cursor);

/// The next word without its quotes; nothing if there is none, or if it has parameters or sequences that are replaced
/// before keepalived reads it.
std::optional<std::string> plain_word(Cursor& cursor);
Outcome fail_plain(Cursor& cursor, std::string_view expected);

void convert(Config& config, model::Device& device, const ReadOptions& options);
void convert_servers(Config& config, model::Device& device, const ReadOptions& options);

}  // namespace muster::grammars::keepalived
