#include <map>
#include <random>

#include "expression_support.hpp"

using namespace muster;
using namespace muster::test;

/// Honest unknowns, by the tables: every function and every operator, with arguments of every kind of value, of which
/// any part may be unknown. A function that is added to the tables is tested here without a further line, or the test
/// says that it has no arguments for it.
namespace {

/// One device as it is known, and one that it may be in truth; objects stand at the same places.
struct Worlds {
  model::Device partial;
  model::Device truth;
};

class Random {
 public:
  explicit Random(unsigned seed) : engine_(seed) {}
  int pick(int below) { return std::uniform_int_distribution<int>(0, below - 1)(engine_); }
  bool coin(int of = 2) { return pick(of) == 0; }
  template <class T>
  T one_of(const std::vector<T>& values) {
    return values[static_cast<std::size_t>(pick(static_cast<int>(values.size())))];
  }

 private:
  std::mt19937 engine_;
};

/// A value that is known in part, and one that it may be.
struct Pair {
  Value said;
  Value truth;
};

/// Makes argument pairs. The values live in the evaluation whose arena is used.
class Arguments {
 public:
  Arguments(Evaluation& evaluation, Worlds& worlds, Random& random)
      : evaluation_(evaluation), worlds_(worlds), random_(random) {}

  /// A pair of this type; nothing if no sample exists: then the test must be told how to make one.
  std::optional<Pair> make(const TypeTable& types, Type type, bool vague) {
    if (types.kind(type) == TypeKind::object) return object(types.object_class(type)->name);
    const auto truth = known(types, type, 2);
    if (!truth) return std::nullopt;
    return Pair{vague ? blurred(*truth) : *truth, *truth};
  }

  std::optional<Value> known(const TypeTable& types, Type type, int depth) {
    switch (types.kind(type)) {
      case TypeKind::dyn:
        return any(depth);
      case TypeKind::variable:
        return types.variable_name(type) == 'N' ? number() : any(depth);
      case TypeKind::list: {
        std::vector<Value> items;
        for (int size = random_.pick(4); size > 0; --size) {
          const auto item = known(types, types.element(type), depth - 1);
          if (!item) return std::nullopt;
          items.push_back(*item);
        }
        return evaluation_.list(items);
      }
      case TypeKind::map:
        return map(depth);
      default:
        return plain(types.kind(type));
    }
  }

  Value any(int depth) {
    static const std::vector<TypeKind> kinds{
        TypeKind::null,  TypeKind::boolean,   TypeKind::integer,  TypeKind::uint, TypeKind::floating, TypeKind::string,
        TypeKind::bytes, TypeKind::timestamp, TypeKind::duration, TypeKind::ip,   TypeKind::cidr,     TypeKind::type};
    if (depth > 0 && random_.coin(4)) return map(depth);
    if (depth > 0 && random_.coin(3)) {
      std::vector<Value> items;
      for (int size = random_.pick(4); size > 0; --size) items.push_back(any(depth - 1));
      return evaluation_.list(items);
    }
    return *plain(random_.one_of(kinds));
  }

  /// The same value with some part of it unknown: the whole, elements, values, further elements, an upper bound.
  Value blurred(const Value& truth) {
    if (random_.coin(3)) return make_unknown();
    if (truth.kind == Kind::integer && random_.coin()) return make_at_least(truth.integer - random_.pick(2), nullptr);
    if (truth.kind == Kind::list) return blurred_list(*truth.list);
    if (truth.kind == Kind::map) return blurred_map(*truth.map);
    return random_.coin() ? make_unknown() : truth;
  }

 private:
  Value number() { return *plain(random_.one_of<TypeKind>({TypeKind::integer, TypeKind::uint, TypeKind::floating})); }

  Value map(int depth) {
    Map made;
    const std::span<Value> keys = evaluation_.arena().make<Value>(3);
    const std::span<Value> values = evaluation_.arena().make<Value>(3);
    for (int i = 0; i < random_.pick(4); ++i) {
      const Value key = random_.coin() ? make_int(i) : evaluation_.text(std::string(1, static_cast<char>('a' + i)));
      if (find_key({keys.data(), values.data(), made.size}, key) != nullptr || made.size == 3) continue;
      keys[made.size] = key;
      values[made.size++] = any(depth - 1);
    }
    made.keys = keys.data();
    made.values = values.data();
    return value_of(made);
  }

  Value value_of(const Map& made) {
    Value value;
    value.kind = Kind::map;
    value.map = evaluation_.arena().make_one(made);
    return value;
  }

  Value blurred_list(const List& truth) {
    std::vector<Value> items;
    bool open = false;
    for (std::uint32_t i = 0; i < truth.size; ++i) {
      if (random_.coin(4))
        open = true;  // the element is one of those that are not known
      else
        items.push_back(random_.coin(4) ? blurred(truth.at(i)) : truth.at(i));
    }
    return evaluation_.list(items, open || random_.coin(3));
  }

  Value blurred_map(const Map& truth) {
    Map made = truth;
    const std::span<Value> values = evaluation_.arena().make<Value>(truth.size);
    for (std::uint32_t i = 0; i < truth.size; ++i) {
      values[i] = random_.coin(3) ? blurred(truth.values[i]) : truth.values[i];
      const bool open = values[i].kind == Kind::list && (values[i].list->open || values[i].list->uncertain);
      const bool vague = values[i].kind == Kind::map && values[i].map->uncertain;
      made.uncertain =
          made.uncertain || values[i].kind == Kind::unknown || values[i].kind == Kind::at_least || open || vague;
    }
    made.values = values.data();
    return value_of(made);
  }

  std::optional<Value> plain(TypeKind kind) {
    switch (kind) {
      case TypeKind::null:
        return Value{};
      case TypeKind::boolean:
        return make_bool(random_.coin());
      case TypeKind::integer:
        return make_int(random_.one_of<std::int64_t>({-3, -1, 0, 1, 2, 3, 7}));
      case TypeKind::uint:
        return make_uint(random_.one_of<std::uint64_t>({0, 1, 2, 3, 9}));
      case TypeKind::floating:
        return make_double(random_.one_of<double>({-1.5, 0.0, 1.0, 2.5, 3.0}));
      case TypeKind::string:
        return evaluation_.text(
            random_.one_of<std::string>({"", "a", "ab", "1", "true", "10.0.0.1", "10.0.0.0/8", "UTC", "90s",
                                         "2024-01-02T03:04:05Z", "15.2(4)M7", "%s", "cisco", "/"}));
      case TypeKind::bytes:
        return evaluation_.text(random_.one_of<std::string>({"", "ab", "\xff"}), Kind::bytes);
      case TypeKind::timestamp:
        return make_timestamp(random_.one_of<std::int64_t>({0, 1'700'000'000}), 5);
      case TypeKind::duration:
        return make_duration(random_.one_of<std::int64_t>({0, 1, -90'000'000'000}));
      case TypeKind::ip:
        return evaluation_.prefix({*parse_ip(random_.coin() ? "10.0.0.1" : "fe80::1"), 32}, Kind::ip);
      case TypeKind::cidr:
        return evaluation_.prefix(*parse_prefix(random_.coin() ? "10.0.0.1/8" : "2001:db8::/32"), Kind::cidr);
      case TypeKind::type:
        return make_text(random_.coin() ? "int" : "list", Kind::type);
      default:
        return std::nullopt;
    }
  }

  // --- objects of the model

  template <class T>
  void vague(model::Attribute<T>& known, model::Attribute<T>& truth, const std::vector<T>& values) {
    truth.set(random_.one_of(values), 0);
    if (random_.coin(5)) truth.set_absent();
    if (random_.coin())
      known.set_unknown(0);
    else
      known = truth;
  }

  /// A pair of objects of the same class, one in each world.
  template <class T>
  Pair placed(std::vector<T> model::Device::*list, const model::Class& type, const T& known, const T& truth) {
    (worlds_.partial.*list).assign(1, known);
    (worlds_.truth.*list).assign(1, truth);
    return {make_object(&(worlds_.partial.*list)[0], type), make_object(&(worlds_.truth.*list)[0], type)};
  }

  static const model::Class& class_of(std::string_view name) {
    return **std::ranges::find(model::classes(), name, [](const model::Class* type) { return type->name; });
  }

  std::vector<model::StoredSecret> secrets() {
    return {{Secret("cisco"), "plain"}, {Secret("correct horse battery staple"), "plain"}, {Secret("x"), "other"}};
  }

  std::optional<Pair> object(std::string_view name) {
    if (name == "user") {
      model::User known, truth;
      known.name.set("cisco", 0), truth.name.set("cisco", 0);
      vague(known.password, truth.password, secrets());
      return placed(&model::Device::users, class_of(name), known, truth);
    }
    if (name == "credential") {
      model::Credential known, truth;
      vague<std::string>(known.kind, truth.kind, {"enable", "snmp"});
      vague<std::string>(known.name, truth.name, {"enable", "a"});
      vague(known.value, truth.value, secrets());
      return placed(&model::Device::credentials, class_of(name), known, truth);
    }
    if (name == "snmp_community") {
      model::SnmpCommunity known, truth;
      vague(known.value, truth.value, secrets());
      return placed(&model::Device::snmp_communities, class_of(name), known, truth);
    }
    if (name == "filter") return filter();
    if (name == "frontend") return frontend();
    if (name == "interface") return interface();
    return std::nullopt;
  }

  model::FilterRule rule() {
    model::FilterRule made;
    made.action = random_.coin() ? "permit" : "deny";
    made.protocol = random_.coin() ? "ip" : "tcp";
    made.source = random_.coin() ? "any" : "10.0.0.0/8";
    made.destination = made.source_port = made.destination_port = "any";
    return made;
  }

  std::optional<Pair> filter() {
    model::Filter known, truth;
    known.family.set("ip", 0), truth.family.set("ip", 0);
    vague<std::string>(known.default_action, truth.default_action, {"permit", "deny"});
    known.open = random_.coin(3);
    for (int rules = random_.pick(4); rules > 0; --rules) {
      model::FilterRule made = rule();
      truth.rules.push_back(made);
      made.opaque = random_.coin(4);
      if (!known.open || random_.coin()) known.rules.push_back(made);
    }
    return placed(&model::Device::filters, class_of("filter"), known, truth);
  }

  /// Beside filters of its own context, of another and of the device; some stand in lines that were not understood.
  std::optional<Pair> interface() {
    model::Interface known, truth;
    known.context = truth.context = random_.coin() ? "A" : "";
    for (int filters = random_.pick(5); filters > 0; --filters) {
      model::Filter made;
      made.context = random_.one_of<std::string>({"", "A", "B"});
      made.name.set(random_.one_of<std::string>({"a", "ab", "", "/"}), 0);
      worlds_.truth.filters.push_back(made);
      if (random_.coin(3))
        worlds_.partial.open(made.context, Domain::filters, "unknown line", 0);
      else if (random_.coin(4))
        made.name.set_unknown(0);
      else
        worlds_.partial.filters.push_back(made);
      if (!made.name.known()) worlds_.partial.filters.push_back(made);
    }
    return placed(&model::Device::interfaces, class_of("interface"), known, truth);
  }

  std::optional<Pair> frontend() {
    model::Frontend known, truth;
    known.open = random_.coin(3);
    if (!known.open && random_.coin()) {
      worlds_.partial.open("", Domain::proxy, "unknown line", 0);
      model::PathRule allow;
      allow.action = "forward";
      allow.match = "prefix";
      allow.path = "/";
      truth.path_rules.push_back(allow);
    }
    return placed(&model::Device::frontends, class_of("frontend"), known, truth);
  }

  Evaluation& evaluation_;
  Worlds& worlds_;
  Random& random_;
};

/// "a0.name(a1, a2)" or "name(a0, a1)".
std::string call_of(const Function& function, std::size_t arguments) {
  std::string text = (function.receiver ? "a0." : "") + function.name + "(";
  for (std::size_t i = function.receiver ? 1 : 0; i < arguments; ++i)
    text += (i > (function.receiver ? 1U : 0U) ? ", a" : "a") + std::to_string(i);
  return text + ")";
}

struct Tally {
  int known = 0;    ///< answers to arguments of which nothing is unknown
  int honest = 0;   ///< unknown answers
  int certain = 0;  ///< answers although something is unknown
};

/// Runs an expression in both worlds; says what is wrong, or nothing.
std::string compare(const FunctionTable& functions, Worlds& worlds, const Ast& ast, const std::vector<Pair>& pairs,
                    bool vague, Tally& tally) {
  std::vector<Value> said_values, truth_values;
  for (const Pair& pair : pairs) {
    said_values.push_back(pair.said);
    truth_values.push_back(pair.truth);
  }
  Evaluation here(functions, &worlds.partial);
  Evaluation there(functions, &worlds.truth);
  here.begin(Expressions::budget);
  there.begin(Expressions::budget);
  const Value said = here.run(ast, said_values);
  const Value truth = there.run(ast, truth_values);
  const bool open = said.kind == Kind::list && said.list->open;
  ++(!vague ? tally.known : said.kind == Kind::unknown || open ? tally.honest : tally.certain);
  if (!contradicts(said, truth)) return {};
  return "said " + Expressions::describe(said) + ", but can be " + Expressions::describe(truth);
}

Ast compiled(TypeTable& types, const FunctionTable& functions, const std::string& text, std::size_t arguments) {
  std::vector<Variable> variables;
  for (std::size_t i = 0; i < arguments; ++i) variables.push_back({"a" + std::to_string(i), Type{}});
  auto ast = parse_expression(text);
  REQUIRE(ast);
  std::vector<SyntaxError> mistakes;
  (void)Checker(types, functions, variables, true).check(*ast, mistakes);
  return std::move(*ast);
}

Worlds closed_worlds() {
  Worlds worlds;
  for (model::Device* const device : {&worlds.partial, &worlds.truth}) device->contributed = Domains::all();
  return worlds;
}

std::string shown(const std::vector<Pair>& pairs) {
  std::string text;
  for (const Pair& pair : pairs)
    text += " " + Expressions::describe(pair.said) + "/" + Expressions::describe(pair.truth);
  return text;
}

constexpr int rounds = 150;

}  // namespace

TEST_CASE("no function of the table contradicts what an unknown argument, or a part of one, may be") {
  TypeTable types;
  const FunctionTable functions(types);
  std::size_t overloads = 0;
  for (const Function& function : functions.all())
    for (const Overload& overload : function.overloads) {
      ++overloads;
      Tally tally;
      const std::size_t arguments = overload.parameters.size() + (overload.variadic ? 2 : 0);
      const Ast ast = compiled(types, functions, call_of(function, arguments), arguments);
      for (int round = 0; round < rounds; ++round) {
        Random random(static_cast<unsigned>(round) * 7919 + static_cast<unsigned>(overloads));
        Worlds worlds = closed_worlds();
        Evaluation memory(functions, nullptr);
        memory.begin(Expressions::budget);
        Arguments maker(memory, worlds, random);
        std::vector<Pair> pairs;
        const bool vague = round % 4 != 0;
        for (std::size_t i = 0; i < arguments; ++i) {
          const auto pair = maker.make(types, overload.parameters[overload.parameter(i)], vague);
          INFO(overload.row->signature << ": this test knows no value for argument " << i << "; add one");
          REQUIRE(pair);
          pairs.push_back(*pair);
        }
        if (const std::string wrong = compare(functions, worlds, ast, pairs, vague, tally); !wrong.empty())
          FAIL(overload.row->signature << " of" << shown(pairs) << " " << wrong);
      }
      INFO(overload.row->signature);
      CHECK(tally.known > 0);
      CHECK(tally.honest > 0);
    }
  CHECK(overloads > 100);
}

TEST_CASE("no operator contradicts what an unknown operand, or a part of one, may be: all kinds of values") {
  TypeTable types;
  const FunctionTable functions(types);
  std::map<std::string, Tally> tallies;
  for (const char* const text : {"a0 == a1",
                                 "a0 != a1",
                                 "a0 < a1",
                                 "a0 <= a1",
                                 "a0 > a1",
                                 "a0 >= a1",
                                 "a0 in a1",
                                 "a0 + a1",
                                 "a0 - a1",
                                 "a0 * a1",
                                 "a0 / a1",
                                 "a0 % a1",
                                 "-a0",
                                 "!a0",
                                 "a0 && a1",
                                 "a0 || a1",
                                 "a0 ? a1 : a0",
                                 "a0[a1]",
                                 "a0.a",
                                 "has(a0.a)",
                                 "[a0, a1]",
                                 "{'a': a0, 'b': a1}",
                                 "[a0, a1] == [a1, a0]",
                                 "{'k': a0} == {'k': a1}",
                                 "a0 in [a1, 1]",
                                 "a0 in {'a': 1, 2: 2}",
                                 "size([a0, a1])",
                                 "a0.all(x, x == a1)",
                                 "a0.exists(x, x == a1)",
                                 "a0.exists_one(x, x == a1)",
                                 "a0.filter(x, x == a1)",
                                 "a0.map(x, x == a1)",
                                 "a0.map(x, x == a1, x)",
                                 "a0.all(k, v, k != a1 || v == a1)",
                                 "a0.exists(k, v, k == a1 && v == a1)",
                                 "a0.exists_one(k, v, v == a1)",
                                 "a0.transformList(k, v, v == a1, v)",
                                 "a0.transformList(k, v, k)",
                                 "a0.transformMap(k, v, v == a1)",
                                 "a0.transformMap(k, v, v == a1, v)",
                                 "cel.bind(x, a0, x == a1)",
                                 "a0.filter(x, x == a1).size() > 0",
                                 "a0.map(x, [x]).all(l, a1 in l)",
                                 "a0 == a1 ? size(a0) : size(a1)",
                                 "(a0 + a1).size() >= 2",
                                 "a0.map(x, x) == a1"}) {
    const Ast ast = compiled(types, functions, text, 2);
    Tally& tally = tallies[text];
    for (int round = 0; round < 20 * rounds; ++round) {
      Random random(static_cast<unsigned>(round) * 104'729 + 3);
      Worlds worlds = closed_worlds();
      Evaluation memory(functions, nullptr);
      memory.begin(Expressions::budget);
      Arguments maker(memory, worlds, random);
      const bool vague = round % 4 != 0;
      std::vector<Pair> pairs;
      for (int i = 0; i < 2; ++i) pairs.push_back(*maker.make(types, Type{}, vague));
      if (random.coin()) pairs[1] = {random.coin() ? maker.blurred(pairs[0].truth) : pairs[0].truth, pairs[0].truth};
      if (const std::string wrong = compare(functions, worlds, ast, pairs, vague, tally); !wrong.empty())
        FAIL(text << " of" << shown(pairs) << " " << wrong);
    }
    INFO(text);
    CHECK(tally.honest + tally.certain > 0);
    CHECK(tally.known > 0);
  }
}
