#include "grammars/nftables_json/printer.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <vector>

namespace muster::grammars::nftables_json {
namespace {

using Json = nlohmann::json;
using Text = std::optional<std::string>;

/// A word that nothing declares.
constexpr std::string_view not_known = "json-expression";
constexpr int deepest = 16;

/// Text that is one word of the text form and can be nothing else.
bool is_word(std::string_view text) {
  return !text.empty() && text.size() <= 128 && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("_.:/@+*-").contains(c);
  });
}

Text word_of(const Json& value) {
  if (value.is_number_integer()) return value.dump();
  if (value.is_boolean()) return value.get<bool>() ? "exists" : "missing";
  if (!value.is_string()) return std::nullopt;
  const auto& text = value.get_ref<const std::string&>();
  return is_word(text) ? Text(text) : std::nullopt;
}

const Json* member(const Json& object, const char* key) {
  if (!object.is_object()) return nullptr;
  const auto found = object.find(key);
  return found == object.end() ? nullptr : &*found;
}

Text word_at(const Json& object, const char* key) {
  const Json* const value = member(object, key);
  return value == nullptr ? std::nullopt : word_of(*value);
}

/// {"jump": {...}}: its name and what it holds.
struct Tagged {
  std::string name;
  const Json* content;
};
std::optional<Tagged> tagged(const Json& value) {
  if (!value.is_object() || value.size() != 1) return std::nullopt;
  return Tagged{value.begin().key(), &value.begin().value()};
}

Text expression(const Json& value, int depth);
Text statement(const Json& value, int depth);

template <class Print>
Text joined(const Json& list, std::string_view between, Print print) {
  if (!list.is_array()) return std::nullopt;
  std::string all;
  for (const Json& each : list) {
    const Text one = print(each);
    if (!one) return std::nullopt;
    all.append(all.empty() ? "" : between).append(*one);
  }
  return all.empty() ? std::nullopt : Text(all);
}

Text in_braces(const Json& list, int depth) {
  const Text all = joined(list, ", ", [&](const Json& each) { return expression(each, depth); });
  return all ? Text("{ " + *all + " }") : std::nullopt;
}

Text pair(const Json& ends, char between) {
  if (!ends.is_array() || ends.size() != 2) return std::nullopt;
  const Text first = word_of(ends[0]);
  const Text last = word_of(ends[1]);
  return first && last ? Text(*first + between + *last) : std::nullopt;
}

Text words(std::initializer_list<Text> parts) {
  std::string all;
  for (const Text& part : parts) {
    if (!part) return std::nullopt;
    if (!part->empty()) all.append(all.empty() ? "" : " ").append(*part);
  }
  return all;
}

Text word_or_nothing(const Json& object, const char* key) {
  return member(object, key) == nullptr ? Text("") : word_at(object, key);
}

/// What a condition looks at: {"payload": {"protocol": "tcp", "field": "dport"}}, {"ct": {"key": "state"}}.
Text selector(const Tagged& what, int depth) {
  const Json& of = *what.content;
  if (what.name == "payload") return words({word_at(of, "protocol"), word_at(of, "field")});
  if (what.name == "meta" || what.name == "rt" || what.name == "socket" || what.name == "osf")
    return words({what.name, word_at(of, "key")});
  if (what.name == "ct") return words({what.name, word_or_nothing(of, "dir"), word_or_nothing(of, "family"), word_at(of, "key")});
  if (what.name == "tcp option") return words({what.name, word_at(of, "name"), word_or_nothing(of, "field")});
  if (what.name == "fib") {
    const Json* const flags = member(of, "flags");
    const Text looked_up = flags == nullptr          ? std::nullopt
                           : flags->is_array() ? joined(*flags, " . ", word_of)
                                               : word_of(*flags);
    return words({what.name, looked_up, word_at(of, "result")});
  }
  if (what.name == "concat") return joined(of, " . ", [&](const Json& each) { return expression(each, depth); });
  if (what.name == "&" && of.is_array() && of.size() == 2)
    return words({expression(of[0], depth), "&", word_of(of[1])});
  return std::nullopt;
}

Text expression(const Json& value, int depth) {
  if (depth == 0) return std::nullopt;
  if (value.is_array()) return joined(value, ",", word_of);  // flags
  const auto what = tagged(value);
  if (!what) return word_of(value);
  const Json& of = *what->content;
  if (what->name == "prefix") return words({word_at(of, "addr").and_then([&](const std::string& address) -> Text {
                               const Text length = word_at(of, "len");
                               return length ? Text(address + "/" + *length) : std::nullopt;
                             })});
  if (what->name == "range") return pair(of, '-');
  if (what->name == "set") return in_braces(of, depth - 1);
  if (what->name == "|") return joined(of, ",", word_of);
  if (what->name == "elem") return member(of, "val") == nullptr ? std::nullopt : expression(of["val"], depth - 1);
  return selector(*what, depth - 1);
}

Text match(const Json& of, int depth) {
  const Json* const left = member(of, "left");
  const Json* const right = member(of, "right");
  const Text operation = member(of, "op") != nullptr && of["op"].is_string() ? Text(of["op"].get<std::string>()) : std::nullopt;
  if (left == nullptr || right == nullptr || !operation) return std::nullopt;
  static constexpr std::array<std::string_view, 5> orders{"!=", "<", ">", "<=", ">="};
  const bool plain = *operation == "==" || *operation == "in";
  if (!plain && std::ranges::find(orders, *operation) == orders.end()) return std::nullopt;
  return words({expression(*left, depth), plain ? Text("") : operation, expression(*right, depth)});
}

/// {"key": ..., "data": {"set": [[value, verdict], ...]}}, or a map by name.
Text verdict_map(const Json& of, int depth) {
  const Json* const key = member(of, "key");
  const Json* const data = member(of, "data");
  if (key == nullptr || data == nullptr) return std::nullopt;
  if (data->is_string()) return words({expression(*key, depth), "vmap", word_of(*data)});
  const Json* const set = member(*data, "set");
  if (set == nullptr) return std::nullopt;
  const Text pairs = joined(*set, ", ", [&](const Json& each) -> Text {
    if (!each.is_array() || each.size() != 2) return std::nullopt;
    return words({expression(each[0], depth), ":", statement(each[1], depth)});
  });
  return pairs ? words({expression(*key, depth), "vmap { " + *pairs + " }"}) : std::nullopt;
}

Text limit(const Json& of) {
  if (of.is_string()) return words({"limit name", word_of(of)});
  const Json* const over = member(of, "inv");
  const bool inverse = over != nullptr && over->is_boolean() && over->get<bool>();
  const Text rate = word_at(of, "rate");
  const Text per = word_at(of, "per");
  return rate && per ? words({"limit rate", inverse ? "over" : "", *rate + "/" + *per}) : std::nullopt;
}

/// {"op": "add", "elem": ..., "set": "@banned", "stmt": [...]}: what is done for each element narrows the rule.
Text dynamic_set(const Json& of, int depth) {
  const Json* const element = member(of, "elem");
  if (element == nullptr) return std::nullopt;
  const Text value = expression(*element, depth);
  const Text narrowed = member(of, "stmt") != nullptr ? Text("limit rate 1/second") : Text("");
  const Text inside = words({value, narrowed});
  return inside ? words({word_at(of, "op"), word_at(of, "set"), "{ " + *inside + " }"}) : std::nullopt;
}

Text translation(const std::string& name, const Json& of) {
  if (name == "masquerade") return name;
  if (name == "redirect") return member(of, "port") == nullptr ? Text(name) : words({name, "to", ":" + word_at(of, "port").value_or("0")});
  const Text address = word_at(of, "addr");
  if (!address) return name + " to @map";  // of a map or a range
  const Text port = word_at(of, "port");
  return words({name, "to", *address + (port && !address->contains(':') ? ":" + *port : "")});
}

Text statement(const Json& value, int depth) {
  const auto what = tagged(value);
  if (!what || depth == 0) return std::nullopt;
  const std::string& name = what->name;
  const Json& of = *what->content;
  if (name == "match") return match(of, depth - 1);
  if (name == "vmap") return verdict_map(of, depth - 1);
  if (name == "accept" || name == "drop" || name == "return" || name == "continue" || name == "notrack" || name == "last")
    return name;
  if (name == "jump" || name == "goto") return words({name, word_at(of, "target")});
  if (name == "reject" || name == "counter" || name == "log") return name;
  if (name == "limit") return limit(of);
  if (name == "quota") return "quota 1 mbytes";
  if (name == "ct count") return words({name, "over", word_at(of, "val")});
  if (name == "set") return dynamic_set(of, depth - 1);
  if (name == "snat" || name == "dnat" || name == "masquerade" || name == "redirect") return translation(name, of);
  if (name == "mangle") return member(of, "key") == nullptr ? std::nullopt : words({expression(of["key"], depth - 1), "set 1"});
  if (name == "ct helper" || name == "ct timeout" || name == "ct expectation") return words({name, "set 1"});
  if (name == "flow") return "flow add @f";
  if (name == "queue" || name == "tproxy" || name == "dup" || name == "fwd" || name == "synproxy") return name;
  return std::nullopt;
}

Text in_table(const Json& of, const char* table_key, const std::string& content) {
  const Text head = words({"table", word_at(of, "family"), word_at(of, table_key)});
  return head ? Text(*head + " { " + content + " };") : std::nullopt;
}

Text chain(const Json& of) {
  const Text name = word_at(of, "name");
  if (!name) return std::nullopt;
  if (member(of, "type") == nullptr && member(of, "hook") == nullptr)
    return in_table(of, "table", "chain " + *name + " { };");
  const Text base = words({"type", word_at(of, "type"), "hook", word_at(of, "hook"), "priority", word_at(of, "prio")});
  const Text policy = member(of, "policy") == nullptr ? Text("") : words({"policy", word_at(of, "policy"), ";"});
  if (!base || !policy) return std::nullopt;
  return in_table(of, "table", "chain " + *name + " { " + *base + "; " + *policy + " };");
}

Text rule(const Json& of) {
  const Text name = word_at(of, "chain");
  const Json* const parts = member(of, "expr");
  if (!name || parts == nullptr || !parts->is_array()) return std::nullopt;
  std::string all;
  for (const Json& part : *parts) all += statement(part, deepest).value_or(std::string(not_known)) + ' ';
  return in_table(of, "table", "chain " + *name + " { " + all + "; };");
}

Text set(const Json& of) {
  const Text name = word_at(of, "name");
  if (!name) return std::nullopt;
  std::string content;
  if (const Text type = word_at(of, "type")) content = "type " + *type + "; ";
  if (const Json* const elements = member(of, "elem")) {
    const Text all = in_braces(*elements, deepest);
    content += "elements = " + all.value_or("{ $unknown }") + "; ";
  }
  return in_table(of, "table", "set " + *name + " { " + content + "};");
}

Text table(const Json& of) {
  if (member(of, "flags") == nullptr) return in_table(of, "name", "");
  const Json& flags = of["flags"];
  const Text names = flags.is_array() ? joined(flags, ",", word_of) : word_of(flags);
  return names ? in_table(of, "name", "flags " + *names + ";") : std::nullopt;
}

}  // namespace

Text text_form(std::string_view element) {
  const Json json = Json::parse(element, nullptr, false);
  const auto what = tagged(json);
  if (!what) return std::nullopt;
  const Json& of = *what->content;
  if (what->name == "table") return table(of);
  if (what->name == "chain") return chain(of);
  if (what->name == "rule") return rule(of);
  if (what->name == "set" || what->name == "element") return set(of);
  static constexpr std::array<std::string_view, 12> silent{"metainfo",   "map",     "counter",        "quota",
                                                           "limit",      "secmark", "ct helper",      "ct timeout",
                                                           "flowtable",  "synproxy", "ct expectation", "tunnel"};
  return std::ranges::find(silent, what->name) == silent.end() ? std::nullopt : Text("");
}

}  // namespace muster::grammars::nftables_json
