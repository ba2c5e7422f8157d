#include "policy/trace.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <unordered_set>
#include <utility>

#include "policy/evaluation.hpp"
#include "policy/explanation.hpp"

namespace muster::policy {
namespace {

constexpr std::size_t most_values = 50;

/// "3 elements": the elements of a list of objects have no text of their own.
std::string show_objects(const List& list) {
  if (list.size == 0) return list.open ? "(not known)" : "(none)";
  return fmt::format("{}{} element{}", list.open ? "at least " : "", list.size, list.size == 1 ? "" : "s");
}

bool is_object_list(const Value& value) {
  if (value.kind != Kind::list) return false;
  if (value.list->object_class != nullptr) return true;
  return value.list->size > 0 && value.list->at(0).kind == Kind::object;
}

std::string show_seen(const Seen& seen) {
  if (seen.value.kind == Kind::secret) return "(secret, " + show(make_text(seen.value.secret->format)) + ")";
  std::string shown = is_object_list(seen.value) ? show_objects(*seen.value.list) : show(seen.value);
  return seen.by_default ? shown + " (default)" : shown;
}

/// Names of objects, each found once: the same object is looked at field by field. There are as many as values shown.
class Names {
 public:
  Names(Evaluation& evaluation, const NamedObject& known) : evaluation_(evaluation), known_(known) {}
  std::string_view of(const Value& object) {
    if (object.object_class == &model::device_class()) return "device";
    if (known_.object != nullptr && known_.object == object.object && known_.object_class == object.object_class)
      return known_.name;
    for (const Entry& entry : names_)
      if (entry.object == object.object && entry.object_class == object.object_class) return entry.name;
    names_.push_back({object.object, object.object_class, object_name(evaluation_, object)});
    return names_.back().name;
  }

 private:
  struct Entry {
    const void* object;
    const model::Class* object_class;
    std::string name;
  };
  Evaluation& evaluation_;
  NamedObject known_;
  std::vector<Entry> names_;
};

std::string name_of(const Seen& seen, Names& names, std::span<const std::string> variables) {
  if (seen.variable != 0) return seen.variable <= variables.size() ? variables[seen.variable - 1] : std::string();
  const std::string_view object = names.of(seen.object);
  const std::string_view what = seen.field != nullptr ? seen.field->name : seen.function;
  std::string name;
  name.reserve(object.size() + what.size() + 4);
  name.append(object).append(": ").append(what);
  if (seen.field == nullptr) name += "()";
  return name;
}

void add_lines(std::vector<Evidence>& to, const model::Device& device, model::LinesId lines) {
  if (lines == 0) return;
  const auto ranges = device.lines.get(lines);
  to.insert(to.end(), ranges.begin(), ranges.end());
}

void add_row(std::vector<Evidence>& to, const model::Device& device, const Value& object) {
  const model::Class& type = *object.object_class;
  if (type.row != nullptr) to.push_back(type.row(device, object.object));
  if (type.lines != nullptr) add_lines(to, device, type.lines(device, object.object));
}

std::vector<Evidence> lines_of(const Seen& seen, const model::Device& device) {
  std::vector<Evidence> lines;
  add_lines(lines, device, seen.lines);
  if (seen.row && seen.object.kind == Kind::object) add_row(lines, device, seen.object);
  return lines;
}

/// What makes two entries the same: whose value it is, and which.
struct Identity {
  const void* object = nullptr;
  const void* which = nullptr;
  std::uint32_t variable = 0;
  friend bool operator==(const Identity&, const Identity&) = default;
};
struct IdentityHash {
  std::size_t operator()(const Identity& identity) const {
    const std::hash<const void*> hash;
    return hash(identity.object) * 31 + hash(identity.which) * 7 + identity.variable;
  }
};

/// What was noted already. Most traces are short, and then looking through them is faster than hashing.
class Known {
 public:
  bool add(const Identity& identity) {
    const auto end = few_.begin() + static_cast<std::ptrdiff_t>(size_);
    if (std::find(few_.begin(), end, identity) != end) return false;
    if (size_ == few_.size()) return many_.insert(identity).second;
    few_[size_++] = identity;
    return true;
  }

 private:
  std::array<Identity, 32> few_{};
  std::size_t size_ = 0;
  std::unordered_set<Identity, IdentityHash> many_;
};

Identity identity_of(const Seen& seen) {
  const void* const which =
      seen.field != nullptr ? static_cast<const void*>(seen.field) : static_cast<const void*>(seen.function.data());
  return {seen.object.kind == Kind::object ? seen.object.object : nullptr, which, seen.variable};
}

}  // namespace

std::string object_name(Evaluation& evaluation, const Value& value) {
  if (value.kind != Kind::object) return "item " + show(value);
  constexpr std::size_t usual_key = 40;
  const model::Class& type = *value.object_class;
  std::string name;
  name.reserve(usual_key);
  name += type.name;
  for (std::string_view rest = type.key; !rest.empty();) {
    const std::size_t end = std::min(rest.find(' '), rest.size());
    const Value part = evaluation.read(value, rest.substr(0, end));
    if (part.kind != Kind::null) append_shown(name += ' ', part);
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  const model::Object* const base = type.base != nullptr ? type.base(value.object) : nullptr;
  return base != nullptr && !base->context.empty() ? show(make_text(base->context)) + "/" + name : name;
}

/// Where the object of a value stands that has no lines of its own: a default, something absent.
std::vector<Evidence> object_lines(const Value& object, const model::Device& device) {
  std::vector<Evidence> lines;
  if (object.kind != Kind::object) return lines;
  const model::Class& type = *object.object_class;
  if (type.base != nullptr && type.base(object.object) != nullptr)
    add_lines(lines, device, type.base(object.object)->lines);
  add_row(lines, device, object);
  return tidy(std::move(lines));
}

SeenValues seen_values(Evaluation& evaluation, std::span<const Seen> trace, std::span<const std::string> variables,
                       const NamedObject& known_object) {
  SeenValues result;
  const model::Device* const device = evaluation.device();
  if (device == nullptr) return result;
  Names names(evaluation, known_object);
  Known known;
  result.values.reserve(std::min(trace.size(), most_values + 1));
  result.lines.reserve(trace.size());
  std::vector<Evidence> of_objects;
  std::vector<Evidence> pending;  // lines alone belong to the function that comes after them
  std::size_t more = 0;
  for (const Seen& seen : trace) {
    std::vector<Evidence> lines = lines_of(seen, *device);
    result.lines.insert(result.lines.end(), lines.begin(), lines.end());
    if (seen.field == nullptr && seen.function.empty() && seen.variable == 0) {
      pending.insert(pending.end(), lines.begin(), lines.end());
      continue;
    }
    if (!seen.function.empty()) lines.insert(lines.end(), pending.begin(), pending.end());
    if (!seen.function.empty()) pending.clear();
    if (lines.empty()) {
      lines = object_lines(seen.object, *device);
      of_objects.insert(of_objects.end(), lines.begin(), lines.end());
    }
    if (!known.add(identity_of(seen))) continue;
    if (result.values.size() < most_values)
      result.values.push_back({{}, name_of(seen, names, variables), show_seen(seen), tidy(std::move(lines))});
    else
      ++more;
  }
  if (more > 0) result.values.push_back({{}, fmt::format("and {} more", more), {}, {}});
  result.values.shrink_to_fit();  // they stay as long as the verdict: a trace is longer than what it says
  result.lines = tidy(result.lines.empty() ? std::move(of_objects) : std::move(result.lines));
  return result;
}

void append(SeenValues& to, SeenValues more) {
  if (to.values.empty() && to.lines.empty()) {
    to = std::move(more);
    return;
  }
  for (SeenValue& value : more.values)
    if (std::ranges::find(to.values, value) == to.values.end()) to.values.push_back(std::move(value));
  to.lines.insert(to.lines.end(), more.lines.begin(), more.lines.end());
  to.lines = tidy(std::move(to.lines));
}

}  // namespace muster::policy
