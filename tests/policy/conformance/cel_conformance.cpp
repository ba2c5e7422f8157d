#include <cmath>
#include <fstream>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "policy/checker.hpp"
#include "policy/evaluation.hpp"
#include "policy/parser.hpp"

using namespace muster;
using namespace muster::policy;
using nlohmann::json;

namespace {

std::string unhex(const std::string& hex) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
    bytes += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
  return bytes;
}

/// A value as the cases write it: {"int": "1"}, {"list": [...]}, {"map": [[key, value], ...]}.
Value read_value(Evaluation& evaluation, const json& written) {
  const std::string type = written.begin().key();
  const json& value = written.begin().value();
  if (type == "null") return Value{};
  if (type == "bool") return make_bool(value.get<bool>());
  if (type == "list") {
    std::vector<Value> items;
    for (const json& item : value) items.push_back(read_value(evaluation, item));
    return evaluation.list(items);
  }
  if (type == "map") {
    Map made;
    const auto keys = evaluation.arena().make<Value>(value.size());
    const auto values = evaluation.arena().make<Value>(value.size());
    for (const json& entry : value) {
      keys[made.size] = read_value(evaluation, entry[0]);
      values[made.size++] = read_value(evaluation, entry[1]);
    }
    made.keys = keys.data();
    made.values = values.data();
    Value map;
    map.kind = Kind::map;
    map.map = evaluation.arena().make_one(made);
    return map;
  }
  const auto text = value.get<std::string>();
  if (type == "int") return make_int(std::stoll(text));
  if (type == "uint") return make_uint(std::stoull(text));
  if (type == "double") return make_double(std::stod(text));
  if (type == "string") return evaluation.text(text);
  if (type == "bytes") return evaluation.text(unhex(text), Kind::bytes);
  if (type == "type") return evaluation.text(text, Kind::type);
  throw std::runtime_error("unexpected type of value " + type);
}

/// Exactly the same: kind and content; NaN is NaN.
bool same(Evaluation& evaluation, const Value& a, const Value& b) {
  if (a.kind != b.kind) return false;
  if (a.kind == Kind::floating) return a.floating == b.floating || (std::isnan(a.floating) && std::isnan(b.floating));
  if (a.kind == Kind::list) {
    if (a.list->size != b.list->size) return false;
    for (std::uint32_t i = 0; i < a.list->size; ++i)
      if (!same(evaluation, a.list->at(i), b.list->at(i))) return false;
    return true;
  }
  return equal(evaluation, a, b).is_true();
}

/// Empty if the case passes, else what went wrong.
std::string run(const json& test) {
  TypeTable types;
  const FunctionTable functions(types);
  Evaluation evaluation(functions, nullptr);
  constexpr std::uint64_t budget = 1'000'000;
  evaluation.begin(budget);
  std::vector<Variable> variables;
  std::vector<Value> values;
  if (test.contains("bindings")) {
    for (const auto& [name, value] : test["bindings"].items()) {
      variables.push_back({name, types.of(TypeKind::dyn)});
      values.push_back(read_value(evaluation, value));
    }
  }
  const bool expects_error = test.contains("error");
  const auto text = test["expr"].get<std::string>();
  auto ast = parse_expression(text);
  if (!ast) return expects_error ? "" : "does not parse: " + ast.error().message;
  std::vector<SyntaxError> mistakes;
  (void)Checker(types, functions, variables, test.value("disable_check", false)).check(*ast, mistakes);
  if (!mistakes.empty()) return expects_error ? "" : "does not check: " + mistakes.front().message;
  const Value value = evaluation.run(*ast, values);
  if (value.kind == Kind::error) return expects_error ? "" : "error: " + std::string(value.string());
  if (expects_error) return "gives a value of type " + std::string(type_name(value)) + " instead of an error";
  if (same(evaluation, value, read_value(evaluation, test["value"]))) return "";
  return "gives another value of type " + std::string(type_name(value)) + ": " +
         (value.kind == Kind::string || value.kind == Kind::type ? std::string(value.string())
                                                                 : std::to_string(value.integer));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::cerr << "usage: cel_conformance FILE.json\n";
    return 2;
  }
  std::ifstream in(argv[1]);
  const json cases = json::parse(in, nullptr, false);
  if (cases.is_discarded()) {
    std::cerr << argv[1] << ": not JSON\n";
    return 2;
  }
  int passed = 0;
  std::map<std::string, int> failed;
  for (const json& test : cases) {
    const std::string why = run(test);
    const std::string group = test.value("suite", "") + "/" + test.value("section", "");
    if (why.empty()) {
      ++passed;
      continue;
    }
    ++failed[group];
    std::cout << group << "/" << test.value("name", "") << ": " << test.value("expr", "") << "\n    " << why << "\n";
  }
  int total = 0;
  for (const auto& [group, count] : failed) {
    total += count;
    std::cout << group << ": " << count << " failed\n";
  }
  std::cout << passed << " passed, " << total << " failed\n";
  return total == 0 ? 0 : 1;
}
