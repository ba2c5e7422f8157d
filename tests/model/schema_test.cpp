#include <catch2/catch.hpp>

#include <set>
#include <sstream>
#include <string>

#include "model/schema.hpp"

using namespace muster;
using namespace muster::model;

TEST_CASE("every class and field has a name and a document, and names are unique") {
  std::set<std::string_view> class_names;
  for (const Class* type : classes()) {
    CHECK(class_names.insert(type->name).second);
    CHECK_FALSE(type->doc.empty());
    std::set<std::string_view> field_names;
    for (const Field& field : type->fields) {
      INFO(type->name << "." << field.name);
      CHECK(field_names.insert(field.name).second);
      CHECK_FALSE(field.doc.empty());
      CHECK((field.object_class != nullptr) == (field.type == FieldType::object || field.type == FieldType::object_list));
    }
    std::istringstream keys{std::string(type->key)};
    for (std::string key; keys >> key;) CHECK(find_field(*type, key) != nullptr);
  }
}

TEST_CASE("a field yields the value, its state and its lines") {
  Device device;
  User user;
  user.name.set("admin", device.lines.add(0, 7));
  user.privilege.set_default(1);
  device.users.push_back(user);
  const Field& users = *find_field(device_class(), "users");
  const FieldValue list = users.get(device, &device);
  REQUIRE(list.list.size == 1);
  const void* const item = list.list.at(list.list.items, 0);
  const FieldValue name = find_field(*users.object_class, "name")->get(device, item);
  CHECK(name.text == "admin");
  CHECK(name.state == State::configured);
  CHECK(device.lines.get(name.lines)[0] == Evidence{0, 7, 7});
  CHECK(find_field(*users.object_class, "privilege")->get(device, item).state == State::defaulted);
  CHECK(find_field(*users.object_class, "password")->get(device, item).state == State::unknown);
}

TEST_CASE("a route without a next hop has none, and names come from the table") {
  Device device;
  Route row;
  row.prefix = *parse_prefix("10.0.0.0/8");
  row.protocol = device.routes.intern("static");
  device.routes.rows.push_back(row);
  const Class& route = *find_field(device_class(), "routes")->object_class;
  const void* const item = &device.routes.rows[0];
  CHECK(find_field(route, "protocol")->get(device, item).text == "static");
  CHECK(find_field(route, "next_hop")->get(device, item).state == State::absent);
}

TEST_CASE("joined line sets are sorted, unique and shared") {
  LineTable lines;
  const LinesId a = lines.add(0, 9);
  const LinesId b = lines.add(0, 2);
  CHECK(lines.join(a, 0) == a);
  CHECK(lines.join(a, a) == a);
  const auto both = lines.get(lines.join(lines.join(a, b), b));
  REQUIRE(both.size() == 2);
  CHECK(both[0].first_line == 2);
  CHECK(both[1].first_line == 9);
  CHECK(lines.get(0).empty());
}

TEST_CASE("a set that is joined line by line stays small and covers them all") {
  LineTable lines;
  LinesId all = lines.add(1, 7);
  for (std::uint32_t line = 10; line <= 2000; line += 2) all = lines.join(all, lines.add(0, line));
  const auto ranges = lines.get(all);
  REQUIRE(ranges.size() == 64);
  CHECK(ranges.front() == Evidence{0, 10, 10});
  CHECK(ranges[61] == Evidence{0, 132, 132});
  CHECK(ranges[62] == Evidence{0, 134, 2000});
  CHECK(ranges.back() == Evidence{1, 7, 7});
}

TEST_CASE("contributed domains are listed by name") {
  Device device;
  device.contributed = Domain::users | Domain::filters;
  const FieldValue value = find_field(device_class(), "domains")->get(device, &device);
  REQUIRE(value.list.size == 2);
  CHECK(value.list.text_at(value.list.items, 0) == "users");
  CHECK(value.list.text_at(value.list.items, 1) == "filters");
}
