#include "grammars/linux_route/attributes.hpp"

#include <algorithm>
#include <array>

namespace muster::grammars::linux_route {
namespace {

constexpr std::string_view tuning = "tunes the transport, not the path";
constexpr std::string_view display = "tells about the entry, not where packets go";

constexpr std::array attributes{
    AttributeWord{"advmss", Kind::lock, tuning},
    AttributeWord{"age", Kind::skip, display},
    AttributeWord{"congctl", Kind::lock, tuning},
    AttributeWord{"cwnd", Kind::lock, tuning},
    AttributeWord{"dead", Kind::flag, display},
    AttributeWord{"dev", Kind::dev, {}},
    AttributeWord{"dsfield", Kind::narrows, {}},
    AttributeWord{"encap", Kind::narrows, {}},
    AttributeWord{"error", Kind::skip, display},
    AttributeWord{"expires", Kind::skip, display},
    AttributeWord{"fastopen_no_cookie", Kind::skip, tuning},
    AttributeWord{"features", Kind::skip, tuning},
    AttributeWord{"flowlabel", Kind::narrows, {}},
    AttributeWord{"from", Kind::narrows, {}},
    AttributeWord{"hoplimit", Kind::lock, tuning},
    AttributeWord{"iif", Kind::narrows, {}},
    AttributeWord{"initcwnd", Kind::lock, tuning},
    AttributeWord{"initrwnd", Kind::lock, tuning},
    AttributeWord{"linkdown", Kind::flag, display},
    AttributeWord{"metric", Kind::metric, {}},
    AttributeWord{"mtu", Kind::lock, tuning},
    AttributeWord{"nhid", Kind::skip, display},
    AttributeWord{"notify", Kind::flag, display},
    AttributeWord{"offload", Kind::flag, display},
    AttributeWord{"offload_failed", Kind::flag, display},
    AttributeWord{"onlink", Kind::flag, display},
    AttributeWord{"pervasive", Kind::flag, display},
    AttributeWord{"pref", Kind::skip, display},
    AttributeWord{"proto", Kind::proto, {}},
    AttributeWord{"quickack", Kind::lock, tuning},
    AttributeWord{"realm", Kind::skip, display},
    AttributeWord{"realms", Kind::skip, display},
    AttributeWord{"reordering", Kind::lock, tuning},
    AttributeWord{"rt_offload", Kind::flag, display},
    AttributeWord{"rt_offload_failed", Kind::flag, display},
    AttributeWord{"rt_trap", Kind::flag, display},
    AttributeWord{"rto_min", Kind::lock, tuning},
    AttributeWord{"rtt", Kind::lock, tuning},
    AttributeWord{"rttvar", Kind::lock, tuning},
    AttributeWord{"scope", Kind::skip, display},
    AttributeWord{"src", Kind::src, {}},
    AttributeWord{"ssthresh", Kind::lock, tuning},
    AttributeWord{"table", Kind::table, {}},
    AttributeWord{"tos", Kind::narrows, {}},
    AttributeWord{"trap", Kind::flag, display},
    AttributeWord{"ttl-propagate", Kind::skip, tuning},
    AttributeWord{"uid", Kind::narrows, {}},
    AttributeWord{"unresolved", Kind::flag, display},
    AttributeWord{"users", Kind::skip, display},
    AttributeWord{"via", Kind::via, {}},
    AttributeWord{"weight", Kind::skip, "how next hops share the traffic"},
    AttributeWord{"window", Kind::lock, tuning},
};
static_assert(std::ranges::is_sorted(attributes, {}, &AttributeWord::word));

constexpr std::array types{
    TypeWord{"anycast", Type::delivers},  TypeWord{"blackhole", Type::drops}, TypeWord{"broadcast", Type::delivers},
    TypeWord{"local", Type::own},         TypeWord{"multicast", Type::delivers}, TypeWord{"prohibit", Type::drops},
    TypeWord{"throw", Type::drops},       TypeWord{"unicast", Type::unicast}, TypeWord{"unreachable", Type::drops},
};
static_assert(std::ranges::is_sorted(types, {}, &TypeWord::word));

template <class Table>
auto find(const Table& table, std::string_view word) -> decltype(table.data()) {
  const auto found = std::ranges::lower_bound(table, word, {}, [](const auto& each) { return each.word; });
  return found != table.end() && found->word == word ? &*found : nullptr;
}

}  // namespace

std::span<const AttributeWord> attribute_words() { return attributes; }
const AttributeWord* find_attribute(std::string_view word) { return find(attributes, word); }
std::span<const TypeWord> type_words() { return types; }
const TypeWord* find_type(std::string_view word) { return find(types, word); }

}  // namespace muster::grammars::linux_route
