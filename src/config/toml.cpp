#include "config/toml.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include <toml++/toml.h>

#include "core/nearest.hpp"

namespace muster::config {

struct NodeData {
  std::shared_ptr<const toml::table> root;
  std::shared_ptr<const std::vector<std::string>> source;  ///< the file's lines, for positions inside strings
  std::string file;
  const toml::table* table = nullptr;
};

struct Table::State {
  std::shared_ptr<const NodeData> node;
  std::vector<Error>* errors;
  std::set<std::string, std::less<>> asked;
};

namespace {

SourcePosition position_of(const NodeData& data, const toml::source_region& region) {
  return {data.file, region.begin.line, region.begin.column};
}

/// Where the first character of a string stands: behind its quotes, and behind the line break that follows ''' or """.
SourcePosition content_position(const NodeData& data, const toml::node& node) {
  SourcePosition where = position_of(data, node.source());
  if (where.line == 0 || where.line > data.source->size()) return where;
  const std::string& line = (*data.source)[where.line - 1];
  const std::string_view rest = std::string_view(line).substr(std::min<std::size_t>(where.column - 1, line.size()));
  const bool triple = rest.starts_with("'''") || rest.starts_with("\"\"\"");
  if (!triple) return {where.file, where.line, where.column + 1};
  if (rest == "'''" || rest == "\"\"\"" || rest == "'''\r" || rest == "\"\"\"\r") return {where.file, where.line + 1, 1};
  return {where.file, where.line, where.column + 3};
}

std::string_view type_name(const toml::node& node) {
  switch (node.type()) {
    case toml::node_type::table: return "a table";
    case toml::node_type::array: return "an array";
    case toml::node_type::string: return "a string";
    case toml::node_type::integer: return "an integer";
    case toml::node_type::floating_point: return "a number";
    case toml::node_type::boolean: return "a boolean";
    case toml::node_type::date: return "a date";
    case toml::node_type::time: return "a time";
    case toml::node_type::date_time: return "a date and time";
    default: return "nothing";
  }
}

std::string expected(std::string_view key, std::string_view wanted, const toml::node& got) {
  return "'" + std::string(key) + "': expected " + std::string(wanted) + ", got " + std::string(type_name(got));
}

std::shared_ptr<const NodeData> child(const NodeData& parent, const toml::table& table) {
  return std::make_shared<const NodeData>(NodeData{parent.root, parent.source, parent.file, &table});
}

std::vector<std::string> split_lines(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

std::optional<Scalar> to_scalar(const toml::node& node) {
  Scalar scalar;
  if (const auto* text = node.as_string()) return scalar.text = text->get(), scalar;
  if (const auto* integer = node.as_integer())
    return scalar.type = Scalar::Type::integer, scalar.integer = integer->get(), scalar;
  if (const auto* real = node.as_floating_point())
    return scalar.type = Scalar::Type::real, scalar.real = real->get(), scalar;
  if (const auto* boolean = node.as_boolean())
    return scalar.type = Scalar::Type::boolean, scalar.boolean = boolean->get(), scalar;
  const auto* array = node.as_array();
  if (array == nullptr) return std::nullopt;
  const bool integers = !array->empty() && array->front().is_integer();
  scalar.type = integers ? Scalar::Type::integer_list : Scalar::Type::text_list;
  for (const toml::node& item : *array) {
    if (integers && item.is_integer())
      scalar.integers.push_back(item.as_integer()->get());
    else if (!integers && item.is_string())
      scalar.texts.push_back(item.as_string()->get());
    else
      return std::nullopt;
  }
  return scalar;
}

}  // namespace

Table::Table(std::shared_ptr<const NodeData> node, std::vector<Error>* errors)
    : state_(std::make_shared<State>(State{std::move(node), errors, {}})) {}

SourcePosition Table::where() const { return position_of(*state_->node, state_->node->table->source()); }

SourcePosition Table::where(std::string_view key) const {
  const toml::node* const value = state_->node->table->get(key);
  return value == nullptr ? where() : position_of(*state_->node, value->source());
}

bool Table::has(std::string_view key) const { return state_->node->table->contains(key); }

bool Table::is_table(std::string_view key) const {
  const toml::node* const value = state_->node->table->get(key);
  return value != nullptr && value->is_table();
}

std::vector<std::string> Table::keys() const {
  std::vector<std::pair<toml::source_position, std::string>> found;
  for (const auto& [key, value] : *state_->node->table) found.emplace_back(key.source().begin, std::string(key.str()));
  std::ranges::sort(found, [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<std::string> names;
  for (auto& [position, name] : found) names.push_back(std::move(name));
  return names;
}

namespace {

/// The value of `key` as T, noting that it was asked for; a wrong type adds an error.
template <class T, class State>
const toml::value<T>* typed(State& state, std::string_view key, std::string_view wanted) {
  state.asked.emplace(key);
  const toml::node* const value = state.node->table->get(key);
  if (value == nullptr) return nullptr;
  const auto* const found = value->template as<T>();
  if (found == nullptr)
    state.errors->push_back(
        {ErrorKind::input, expected(key, wanted, *value), position_of(*state.node, value->source())});
  return found;
}

}  // namespace

std::optional<std::string> Table::text(std::string_view key) {
  const auto* const value = typed<std::string>(*state_, key, "a string");
  return value == nullptr ? std::nullopt : std::optional(value->get());
}

std::optional<LocatedText> Table::located_text(std::string_view key) {
  const auto* const value = typed<std::string>(*state_, key, "a string");
  if (value == nullptr) return std::nullopt;
  return LocatedText{value->get(), content_position(*state_->node, *value)};
}

std::optional<std::int64_t> Table::integer(std::string_view key) {
  const auto* const value = typed<std::int64_t>(*state_, key, "an integer");
  return value == nullptr ? std::nullopt : std::optional(value->get());
}

std::optional<bool> Table::boolean(std::string_view key) {
  const auto* const value = typed<bool>(*state_, key, "true or false");
  return value == nullptr ? std::nullopt : std::optional(value->get());
}

std::optional<std::chrono::sys_days> Table::date(std::string_view key) {
  const auto* const value = typed<toml::date>(*state_, key, "a date such as 2026-12-31, without quotes");
  if (value == nullptr) return std::nullopt;
  const toml::date& date = value->get();
  return std::chrono::sys_days(std::chrono::year(date.year) / date.month / date.day);
}

std::optional<std::vector<LocatedText>> Table::located_texts(std::string_view key) {
  state_->asked.emplace(key);
  const toml::node* const value = state_->node->table->get(key);
  if (value == nullptr) return std::nullopt;
  const toml::array* const array = value->as_array();
  if (array == nullptr) {
    error_at(key, expected(key, "an array of strings", *value));
    return std::nullopt;
  }
  std::vector<LocatedText> texts;
  for (const toml::node& item : *array) {
    if (const auto* text = item.as_string())
      texts.push_back({text->get(), content_position(*state_->node, item)});
    else
      state_->errors->push_back({ErrorKind::input, expected(key, "only strings", item),
                                 position_of(*state_->node, item.source())});
  }
  return texts;
}

std::optional<std::vector<std::string>> Table::texts(std::string_view key) {
  auto located = located_texts(key);
  if (!located) return std::nullopt;
  std::vector<std::string> texts;
  for (LocatedText& text : *located) texts.push_back(std::move(text.text));
  return texts;
}

std::optional<Scalar> Table::scalar(std::string_view key) {
  state_->asked.emplace(key);
  const toml::node* const value = state_->node->table->get(key);
  if (value == nullptr) return std::nullopt;
  auto scalar = to_scalar(*value);
  if (!scalar)
    error_at(key, expected(key, "a string, a number, a boolean or an array of strings or integers", *value));
  else
    scalar->where = where(key);
  return scalar;
}

std::optional<Table> Table::table(std::string_view key) {
  state_->asked.emplace(key);
  const toml::node* const value = state_->node->table->get(key);
  if (value == nullptr) return std::nullopt;
  if (const toml::table* const table = value->as_table()) return Table(child(*state_->node, *table), state_->errors);
  error_at(key, expected(key, "a table", *value));
  return std::nullopt;
}

std::vector<Table> Table::tables(std::string_view key) {
  state_->asked.emplace(key);
  const toml::node* const value = state_->node->table->get(key);
  if (value == nullptr) return {};
  const toml::array* const array = value->as_array();
  if (array == nullptr) {
    error_at(key, expected(key, "an array of tables, [[" + std::string(key) + "]]", *value));
    return {};
  }
  std::vector<Table> tables;
  for (const toml::node& item : *array) {
    if (const toml::table* const table = item.as_table())
      tables.emplace_back(child(*state_->node, *table), state_->errors);
    else
      state_->errors->push_back({ErrorKind::input, expected(key, "a table", item),
                                 position_of(*state_->node, item.source())});
  }
  return tables;
}

std::string Table::required_text(std::string_view key) {
  const bool present = has(key);
  auto value = text(key);
  if (!present) error_at(key, "missing key '" + std::string(key) + "': expected a string");
  return std::move(value).value_or(std::string());
}

std::optional<std::string> Table::choice(std::string_view key, const std::vector<std::string_view>& allowed) {
  auto value = text(key);
  if (!value || std::ranges::find(allowed, *value) != allowed.end()) return value;
  std::string message = "'" + std::string(key) + "': expected one of ";
  for (std::size_t i = 0; i < allowed.size(); ++i) message += (i == 0 ? "" : ", ") + std::string(allowed[i]);
  message += ", got '" + *value + "'";
  if (const auto near = nearest(*value, allowed)) message += "; did you mean '" + std::string(*near) + "'?";
  error_at(key, std::move(message));
  return std::nullopt;
}

void Table::error_at(std::string_view key, std::string message) {
  state_->errors->push_back({ErrorKind::input, std::move(message), where(key)});
}

void Table::finish() {
  const std::vector<std::string_view> valid(state_->asked.begin(), state_->asked.end());
  for (const auto& [key, value] : *state_->node->table) {
    if (state_->asked.contains(key.str())) continue;
    std::string message = "unknown key '" + std::string(key.str()) + "'";
    if (const auto near = nearest(key.str(), valid)) message += "; did you mean '" + std::string(*near) + "'?";
    state_->errors->push_back({ErrorKind::input, std::move(message), position_of(*state_->node, key.source())});
  }
}

Result<Document> Document::parse(std::string_view text, std::string file) {
  try {
    auto table = std::make_shared<const toml::table>(toml::parse(text, file));
    auto lines = std::make_shared<const std::vector<std::string>>(split_lines(text));
    const toml::table* const root = table.get();
    Document document;
    document.root_ = std::make_shared<const NodeData>(NodeData{std::move(table), std::move(lines), std::move(file), root});
    document.errors_ = std::make_unique<std::vector<Error>>();
    return document;
  } catch (const toml::parse_error& error) {
    return fail(ErrorKind::input, std::string(error.description()),
                {std::move(file), error.source().begin.line, error.source().begin.column});
  }
}

Table Document::root() { return Table(root_, errors_.get()); }

}  // namespace muster::config
