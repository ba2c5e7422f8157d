#include <catch2/catch.hpp>

#include "app/query_table.hpp"

using namespace muster;
using policy::Answer;

namespace {

app::QueryTable table_of(const std::string& expression) {
  const auto query = policy::Query::compile(expression, "query");
  REQUIRE(query);
  return app::QueryTable(*query);
}

Answer text(std::string value) {
  Answer answer;
  answer.kind = Answer::Kind::text;
  answer.text = std::move(value);
  return answer;
}
Answer number(std::int64_t value) {
  Answer answer;
  answer.kind = Answer::Kind::integer;
  answer.integer = value;
  return answer;
}
Answer unknown(std::string reason) {
  Answer answer;
  answer.kind = Answer::Kind::unknown;
  answer.reasons.push_back(std::move(reason));
  return answer;
}
Answer map(std::vector<std::pair<std::string, Answer>> entries) {
  Answer answer;
  answer.kind = Answer::Kind::map;
  for (auto& [key, value] : entries) {
    answer.keys.push_back(key);
    answer.items.push_back(std::move(value));
  }
  return answer;
}
Answer list(std::vector<Answer> items, bool open = false) {
  Answer answer;
  answer.kind = Answer::Kind::list;
  answer.items = std::move(items);
  answer.open = open;
  if (open) answer.reasons.emplace_back("users: unknown line");
  return answer;
}

std::string csv_of(const std::string& value) {
  auto table = table_of("device.hostname");
  table.add("d", text(value));
  const std::string csv = app::query_csv(table);
  return csv.substr(csv.find("\r\nd,") + 4, csv.rfind("\r\n") - csv.find("\r\nd,") - 4);
}

}  // namespace

TEST_CASE("query: a cell of CSV never begins a formula, and is quoted as RFC 4180 says") {
  CHECK(csv_of("plain") == "plain");
  for (const char* const formula : {"=1+1", "+1", "-1", "@x", "\tx", " =1"})
    CHECK(csv_of(formula).find('\'') != std::string::npos);
  CHECK(csv_of("=1+1") == "'=1+1");
  CHECK(csv_of("=a,b") == "\"'=a,b\"");
  CHECK(csv_of("a \"b\"") == "\"a \"\"b\"\"\"");
  CHECK(csv_of("a\r\nb") == "\"a\r\nb\"");
  CHECK(csv_of("a\x1b[31mb") == "a\\x1b[31mb");
  CHECK(csv_of(" blank ") == "\" blank \"");
  CHECK(csv_of("a-1") == "a-1");
}

TEST_CASE("query: a number that is negative stays a number in CSV") {
  auto table = table_of("1");
  table.add("d", number(-5));
  CHECK(app::query_csv(table) == "device,value\r\nd,-5\r\n");
}

TEST_CASE("query: columns are the keys in the order in which they come, missing ones stay empty") {
  auto table = table_of("[{'a': 1}]");
  table.add("one", list({map({{"a", number(1)}}), map({{"b", text("x")}, {"a", number(2)}})}));
  table.add("two", list({}));
  CHECK(app::query_csv(table) == "device,a,b\r\none,1,\r\none,2,x\r\n");
  CHECK(table.open_answers() == 0);
}

TEST_CASE("query: what is not known is shown as such, and an open list has one more row") {
  auto table = table_of("[{'a': 1}]");
  table.add("one", list({map({{"a", unknown("user.shell: not known")}})}, true));
  table.add("two", unknown("the store holds no capture of it"));
  CHECK(app::query_text(table) == "device  a\none     (not known)\none     (not known)\ntwo     (not known)\n");
  CHECK(table.open_answers() == 3);
  const std::string json = app::query_json(table, "q", "", Timestamp{});
  CHECK(json.find("\"user.shell: not known\"") != std::string::npos);
  CHECK(json.find("\"the store holds no capture of it\"") != std::string::npos);
}

TEST_CASE("query: a table is safe for a terminal whatever a device printed") {
  auto table = table_of("device.hostname");
  table.add("d\x1b[2J", text("\x1b]0;x\x07\u202e"));
  const std::string shown = app::query_text(table);
  CHECK(shown.find('\x1b') == std::string::npos);
  CHECK(shown.find("\u202e") == std::string::npos);
  CHECK(shown.find("\\x1b") != std::string::npos);
}

TEST_CASE("query: secrets are refused when the question is read") {
  for (const char* const expression :
       {"device.users[0].password", "device.users.map(u, u.password)", "{'a': device.users[0].password}",
        "device.users[0].password == device.users[1].password", "dyn(device.users[0].password)"})
    CHECK_FALSE(policy::Query::compile(expression, "query"));
  CHECK(policy::Query::compile("device.users.map(u, u.password.format)", "query"));
}

TEST_CASE("query: an answer over its budget is an error, not a partial list") {
  model::Device device;
  const auto query = policy::Query::compile(
      "[1,2,3,4,5,6,7,8,9,10].map(a, [1,2,3,4,5,6,7,8,9,10].map(b, [1,2,3,4,5,6,7,8,9,10].map(c, "
      "[1,2,3,4,5,6,7,8,9,10].map(d, [1,2,3,4,5,6,7,8,9,10].map(e, [1,2,3,4,5,6,7,8,9,10].map(f, "
      "[1,2,3,4,5,6,7,8,9,10].map(g, [1,2,3,4,5,6,7,8,9,10].map(h, h))))))))",
      "query");
  REQUIRE(query);
  CHECK(query->ask(device, Timestamp{}).kind == Answer::Kind::error);
}
