#include <algorithm>

#include "policy/evaluation.hpp"

/// How expressions read the model: what is configured is known; what is absent or a default only where nothing is open.
namespace muster::policy {
namespace {

constexpr int most_causes = 20;

}  // namespace

Openness::Openness(const model::Device* device) {
  if (device == nullptr) return;
  contributed_ = device->contributed;
  for (const model::Opening& opening : device->openings) {
    anywhere_ |= opening.domains;
    if (opening.context.empty()) {
      everywhere_ |= opening.domains;
      continue;
    }
    const auto found = std::ranges::find(contexts_, std::string_view(opening.context), &Context::name);
    if (found == contexts_.end())
      contexts_.push_back({opening.context, opening.domains});
    else
      found->domains |= opening.domains;
  }
}

bool Openness::open(Domain domain, std::string_view context) const {
  if (!contributed_.contains(domain) || everywhere_.contains(domain)) return true;
  if (context.empty()) return false;
  const auto found = std::ranges::find(contexts_, context, &Context::name);
  return found != contexts_.end() && found->domains.contains(domain);
}

const Cause* Evaluation::openings(Domain domain, std::string_view context, bool anywhere) {
  if (!tracing_) return nullptr;
  if (!device_->contributed.contains(domain)) return unknown(to_string(domain), "no capture feeds it", 0).cause;
  const Cause* why = nullptr;
  int left = most_causes;
  for (const model::Opening& opening : device_->openings) {
    const bool applies = anywhere || opening.context.empty() || opening.context == context;
    if (!applies || !opening.domains.contains(domain) || left-- <= 0) continue;
    why = join(why, unknown(to_string(domain), opening.reason, opening.lines).cause);
  }
  return why;
}

Value Evaluation::field_value(const model::Field& field, const model::FieldValue& value) {
  switch (field.type) {
    case model::FieldType::boolean:
      return make_bool(value.boolean);
    case model::FieldType::integer:
      return make_int(value.integer);
    case model::FieldType::text:
      return make_text(value.text);
    case model::FieldType::ip:
      return prefix(value.prefix, Kind::ip);
    case model::FieldType::prefix:
      return prefix(value.prefix, Kind::cidr);
    case model::FieldType::object:
      return make_object(value.object, *field.object_class);
    case model::FieldType::secret: {
      Value made;
      made.kind = Kind::secret;
      made.secret = value.secret;
      return made;
    }
    case model::FieldType::text_list:
    case model::FieldType::object_list:
      break;
  }
  List made;
  made.view = value.list;
  made.size = static_cast<std::uint32_t>(value.list.size);
  made.object_class = field.object_class;
  Value list;
  list.kind = Kind::list;
  list.list = arena_.make_one(made);
  return list;
}

Value Evaluation::doubt(const Value& object, Domain domain) {
  const model::Class& owner = *object.object_class;
  const model::Object* const base = owner.base != nullptr ? owner.base(object.object) : nullptr;
  const std::string_view context = base != nullptr ? std::string_view(base->context) : std::string_view();
  const bool object_open = base != nullptr && base->open && base->open_domains.contains(domain);
  const bool domain_open = openness_.open(domain, context);
  if (!object_open && !domain_open) return Value{};
  const Cause* why = nullptr;
  if (object_open) why = unknown(owner.name, "a line about it was not understood", base->opened_by).cause;
  if (domain_open) why = join(why, openings(domain, context, false));
  return make_unknown(why);
}

Value Evaluation::doubt_in(Domain domain, std::string_view context, bool anywhere) {
  const bool open = anywhere ? openness_.open_anywhere(domain) : openness_.open(domain, context);
  return open ? make_unknown(openings(domain, context, anywhere)) : Value{};
}

const analysis::FilterNames& Evaluation::filter_names() {
  if (!filter_names_) filter_names_.emplace(*device_);
  return *filter_names_;
}

Value Evaluation::list_field(const Value& object, const model::Field& field, const model::FieldValue& value) {
  const model::Class& owner = *object.object_class;
  const Value made = field_value(field, value);
  List list = *made.list;
  if (owner.base != nullptr) {
    // The list of an object of one context, such as the rules of a filter.
    const Value open = field.domain ? doubt(object, *field.domain) : Value{};
    list.open = open.kind == Kind::unknown;
    if (list.open) list.why = open.cause;
  } else if (field.domain && openness_.open_anywhere(*field.domain)) {
    list.open = true;
    list.why = openings(*field.domain, {}, true);
  }
  const auto opaque = field.object_class->opaque;
  if (opaque != nullptr) {
    // What was not understood may be anything, so the list is open; what is known stays in its order.
    spend(list.size);
    const std::span<Value> known = arena_.make<Value>(list.size);
    std::uint32_t size = 0;
    for (std::uint32_t i = 0; i < list.size; ++i) {
      const Value item = list.at(i);
      if (!opaque(item.object)) {
        known[size++] = item;
        continue;
      }
      list.open = true;
      const auto lines = field.object_class->lines != nullptr ? field.object_class->lines(*device_, item.object) : 0;
      list.why = join(list.why, unknown(field.object_class->name, "was not understood", lines).cause);
    }
    if (size < list.size) {
      list.items = known.data();
      list.size = size;
    }
  }
  Value result = made;
  result.list = arena_.make_one(list);
  return result;
}

Value Evaluation::read(const Value& object, const model::Field& field) {
  if (object.kind != Kind::object || device_ == nullptr) return make_error("no such field");
  const model::FieldValue value = field.get(*device_, object.object);
  const Value made = read_field(object, field, value);
  if (!tracing_ || made.kind == Kind::object) return made;
  Seen seen{.object = object, .field = &field, .value = made};
  seen.row = value.state == model::State::configured;
  seen.by_default = value.state == model::State::defaulted && made.kind != Kind::unknown;
  if (field.type != model::FieldType::object_list) seen.lines = value.lines;
  see(seen);
  return made;
}

Value Evaluation::read_field(const Value& object, const model::Field& field, const model::FieldValue& value) {
  if (field.type == model::FieldType::object_list) return list_field(object, field, value);
  const model::Class& owner = *object.object_class;
  if (value.state == model::State::configured) return field_value(field, value);
  std::string_view what = field.name;
  if (tracing_) {
    const std::string full = std::string(owner.name) + "." + std::string(field.name);
    what = arena_.copy(full);
  }
  if (value.state == model::State::unknown) {
    // Name the openings as well: they often are the cause.
    const Value made = unknown(what, "not known", value.lines);
    const model::Object* const base = owner.base != nullptr ? owner.base(object.object) : nullptr;
    if (!tracing_ || base == nullptr || !base->open) return made;
    return make_unknown(
        join(made.cause, unknown(owner.name, "a line about it was not understood", base->opened_by).cause));
  }
  if (field.domain)
    if (const Value open = doubt(object, *field.domain); open.kind == Kind::unknown) return open;
  if (value.state == model::State::defaulted) return field_value(field, value);
  if (field.type == model::FieldType::text_list) return list({});
  return Value{};
}

Value Evaluation::read(const Value& object, std::string_view name) {
  if (object.kind != Kind::object) return make_error("no such field");
  const model::Field* const field = model::find_field(*object.object_class, name);
  return field == nullptr ? make_error("no such field") : read(object, *field);
}

}  // namespace muster::policy
