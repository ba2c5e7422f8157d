#include "grammars/fortinet_fortios/config.hpp"

/// What the tables of all features share: blocks, entries, and the virtual domains around them.
namespace muster::grammars::fortinet_fortios {
namespace {

/// `config vdom`: its entries hold whole configurations.
Outcome vdoms(Config& config, Cursor& cursor) {
  config.has_vdoms = true;
  return cursor.end();
}

Outcome edit_vdom(Config& config, Cursor& cursor) {
  auto name = edit_name(cursor);
  if (!name) return cursor.fail("the name of a virtual domain");
  config.vdom = &config.vdoms.get(*name);
  return cursor.end();
}

Outcome global_part(Config& config, Cursor& cursor) {
  config.has_vdoms = true;
  config.vdom = &config.vdoms.get("");
  return cursor.end();
}

const Table& vdom_table() {
  static constexpr auto rows = std::to_array<Row>({{"edit", {}, &edit_vdom, &top_table}});
  static const Table table({rows});
  return table;
}

}  // namespace

void Entry::put(model::Object& to, const Target& target) const {
  target.head(to, lines);
  to.open = !opened_by.empty();
  to.opened_by = target.id(opened_by);
  if (to.open) to.open_domains = opened;
}

Outcome block(Config& config, Cursor& cursor) {
  if (cursor.node().depth == 0) config.vdom = &config.vdoms.get("");
  return cursor.end();
}

Outcome nested_block(Config&, Cursor& cursor) { return cursor.end(); }

Outcome nested_edit(Config&, Cursor& cursor) { return edit_name(cursor) ? cursor.end() : cursor.fail("a name"); }

std::optional<std::string> edit_name(Cursor& cursor) { return take_value(cursor); }

void begin_entry(Entry& entry, const Cursor& cursor) {
  const auto nodes = cursor.context().tree.nodes();
  entry.lines.add(cursor.line(), nodes[cursor.node().subtree_end - 1].last_line);
}

void open_entry(Entry& entry, const Cursor& cursor, Domains domains) {
  entry.opened_by.add(cursor.line(), cursor.node().last_line);
  entry.opened |= domains;
}

Rows vdom_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"config vdom", {}, &vdoms, &vdom_table},
      {"config global", {}, &global_part, &top_table},
  });
  return rows;
}

}  // namespace muster::grammars::fortinet_fortios
