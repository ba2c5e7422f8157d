#include "policy/query.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "policy/conversions.hpp"
#include "policy/evaluation.hpp"
#include "policy/explanation.hpp"
#include "policy/rules.hpp"

namespace muster::policy {
namespace {

constexpr std::uint64_t step_budget = 20'000'000;
constexpr int deepest = 20;

bool is_plain(const model::Field& field) {
  return field.type != model::FieldType::secret && field.type != model::FieldType::object &&
         field.type != model::FieldType::object_list;
}

/// Turns values into answers while the evaluation still holds them.
class Taker {
 public:
  Taker(Evaluation& evaluation, const model::Device& device) : evaluation_(evaluation), device_(device) {}

  Answer take(const Value& value, int depth = 0) {
    Answer answer;
    if (depth > deepest || !evaluation_.spend(1)) return failed("the answer is too large");
    switch (value.kind) {
      case Kind::null:
        return answer;
      case Kind::boolean:
        answer.kind = Answer::Kind::boolean;
        answer.boolean = value.boolean;
        return answer;
      case Kind::integer:
        answer.kind = Answer::Kind::integer;
        answer.integer = value.integer;
        return answer;
      case Kind::uint:
        answer.kind = Answer::Kind::uint;
        answer.uint = value.uint;
        return answer;
      case Kind::floating:
        answer.kind = Answer::Kind::floating;
        answer.floating = value.floating;
        return answer;
      case Kind::unknown:
        return unknown(value.cause, {});
      case Kind::at_least:
        return unknown(value.why, show(value));
      case Kind::error:
        return failed(std::string(value.string()));
      case Kind::list:
        return list(*value.list, depth);
      case Kind::map:
        return map(*value.map, depth);
      case Kind::object:
        return object(value, depth);
      case Kind::secret:
        return failed("a secret cannot be shown");
      default:
        return text(value);
    }
  }

 private:
  static Answer failed(std::string why) {
    Answer answer;
    answer.kind = Answer::Kind::error;
    answer.text = std::move(why);
    return answer;
  }

  Answer unknown(const Cause* why, std::string known) {
    Answer answer;
    answer.kind = Answer::Kind::unknown;
    answer.text = std::move(known);
    answer.reasons = explain(why, device_).reasons;
    return answer;
  }

  static Answer text(const Value& value) {
    Answer answer;
    answer.kind = Answer::Kind::text;
    if (value.kind == Kind::bytes)
      for (const char c : value.string()) answer.text += fmt::format("{:02x}", static_cast<unsigned char>(c));
    else
      answer.text = to_text(value).value_or(std::string(type_name(value)));
    return answer;
  }

  Answer list(const List& list, int depth) {
    Answer answer;
    answer.kind = Answer::Kind::list;
    for (std::uint32_t i = 0; i < list.size; ++i) answer.items.push_back(take(list.at(i), depth + 1));
    answer.open = list.open;
    if (list.open) answer.reasons = explain(list.why, device_).reasons;
    return answer;
  }

  Answer map(const Map& map, int depth) {
    Answer answer;
    answer.kind = Answer::Kind::map;
    for (std::uint32_t i = 0; i < map.size; ++i) {
      answer.keys.push_back(to_text(map.keys[i]).value_or("?"));
      answer.items.push_back(take(map.values[i], depth + 1));
    }
    return answer;
  }

  Answer object(const Value& object, int depth) {
    Answer answer;
    answer.kind = Answer::Kind::map;
    for (const model::Field& field : object.object_class->fields) {
      if (!is_plain(field)) continue;
      answer.keys.emplace_back(field.name);
      answer.items.push_back(take(evaluation_.read(object, field), depth + 1));
    }
    return answer;
  }

  Evaluation& evaluation_;
  const model::Device& device_;
};

void add_columns(const TypeTable& types, Type type, std::vector<std::string>& columns) {
  if (types.kind(type) == TypeKind::list) return add_columns(types, types.element(type), columns);
  if (types.kind(type) != TypeKind::object) return;
  for (const model::Field& field : types.object_class(type)->fields)
    if (is_plain(field)) columns.emplace_back(field.name);
}

}  // namespace

struct Query::Content {
  CompiledRules compiled;
  Ast ast;
  Type type;
  std::vector<std::string> columns;
};

bool Answer::whole() const {
  return kind != Kind::unknown && kind != Kind::error && !open && std::ranges::all_of(items, &Answer::whole);
}

Query::Query(std::unique_ptr<Content> content) : content_(std::move(content)) {}
Query::Query(Query&&) noexcept = default;
Query& Query::operator=(Query&&) noexcept = default;
Query::~Query() = default;

std::expected<Query, std::vector<Error>> Query::compile(std::string_view text, std::string_view name) {
  auto content = std::make_unique<Content>();
  const config::LocatedText located{std::string(text), {std::string(name), 1, 1}};
  const std::vector<Variable> variables = variables_of(content->compiled, Pack{}, std::nullopt);
  std::vector<Error> errors;
  auto expression = read_expression(located, content->compiled, variables, errors);
  if (expression && content->compiled.types.holds_secret(expression->checked.type))
    errors.push_back({ErrorKind::input,
                      "a secret cannot be shown: ask for its '.format', use has() or a credential function",
                      located.where});
  for (Error& error : errors) error.kind = ErrorKind::usage;
  if (!errors.empty()) return std::unexpected(std::move(errors));
  content->ast = std::move(expression->ast);
  content->type = expression->checked.type;
  add_columns(content->compiled.types, content->type, content->columns);
  return Query(std::move(content));
}

std::expected<Query, std::vector<Error>> Query::compile_condition(std::string_view text, std::string_view name) {
  auto query = compile(text, name);
  if (!query) return query;
  const TypeTable& types = query->content_->compiled.types;
  const TypeKind kind = types.kind(query->content_->type);
  if (kind == TypeKind::boolean || kind == TypeKind::dyn) return query;
  return std::unexpected(
      std::vector<Error>{{ErrorKind::usage,
                          "expected an expression of type bool, got " + types.name(query->content_->type),
                          {std::string(name), 1, 1}}});
}

const std::vector<std::string>& Query::columns() const { return content_->columns; }

bool Query::gives_rows() const {
  const TypeTable& types = content_->compiled.types;
  if (types.kind(content_->type) != TypeKind::list) return false;
  const TypeKind element = types.kind(types.element(content_->type));
  return element == TypeKind::object || element == TypeKind::map;
}

Answer Query::ask(const model::Device& device, Timestamp now) const {
  Evaluation evaluation(content_->compiled.functions, &device);
  evaluation.begin(step_budget);
  evaluation.set_tracing(true);  // for the reasons of what is not known
  const std::array<Value, 2> variables{make_object(&device, model::device_class()),
                                       make_timestamp(now.time_since_epoch().count(), 0)};
  const Value value = evaluation.run(content_->ast, variables);
  return Taker(evaluation, device).take(value);
}

}  // namespace muster::policy
