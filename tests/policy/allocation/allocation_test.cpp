#include <cstdlib>
#include <new>

#include "policy/rule_support.hpp"

/// Counts what is allocated while rules are evaluated. A program of its own, for it replaces operator new.

namespace {

std::size_t allocations = 0;

}  // namespace

void* operator new(std::size_t size) {
  ++allocations;
  if (void* const memory = std::malloc(size == 0 ? 1 : size)) return memory;
  throw std::bad_alloc();
}
void* operator new[](std::size_t size) { return operator new(size); }
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t) noexcept { std::free(memory); }

using namespace muster;
using namespace muster::test;

namespace {

model::Device device_with_users(std::uint32_t users) {
  model::Device device = edge_device();
  for (std::uint32_t i = 1; i <= users; ++i) add_user(device, "user" + std::to_string(i), "x", i);
  model::Filter filter;
  filter.name.set("ip MGMT", device.lines.add(0, 1));
  filter.default_action.set_default("deny");
  for (std::uint32_t i = 0; i < users; ++i) {
    filter.rules.emplace_back();
    filter.rules.back().name = std::to_string(i);
    filter.rules.back().action = "permit";
  }
  device.filters.push_back(std::move(filter));
  return device;
}

/// What one evaluation allocates, after another one has warmed up what is made once.
std::size_t allocated(const policy::PolicySet& set, const model::Device& device) {
  (void)set.evaluate(device, {});
  const std::size_t before = allocations;
  const auto verdicts = set.evaluate(device, {});
  const std::size_t used = allocations - before;
  for (const Verdict& verdict : verdicts)
    CHECK((verdict.status == VerdictStatus::pass || verdict.status == VerdictStatus::not_applicable));
  return used;
}
std::size_t allocated(const std::string& text, const model::Device& device) {
  return allocated(load_rules(text), device);
}

constexpr const char* passing[] = {
    R"(device.users.all(u, u.privilege == 1 && u.name != "root"))",
    R"(!device.users.exists(u, u.role == "admin" || u.name.startsWith("admin")))",
    R"(device.users.filter(u, u.privilege == 1).size() >= 2)",
    R"("user1" in device.users.map(u, u.name))",
    R"(device.users.exists_one(u, u.name == "user2"))",
    R"(device.filters.all(f, f.rules.all(r, r.action in ["permit", "deny"])))",
    R"(device.users.all(u, !has(u.role) && u.name.matches("^user[0-9]+$")))",
    R"(device.users.all(u, u.name.size() < 99 && int(u.name.substring(4)) > 0))",
    R"(device.users.all(u, {"a": u.name, "b": "x"}.b == "x"))",
    R"(cel.bind(n, device.users.map(u, u.privilege), n.all(i, v, v == 1 && i >= 0)))",
    R"(now >= timestamp("1970-01-01T00:00:00Z") && now.getFullYear("+02:00") >= 1970)",
    R"(cidr("10.0.0.0/8").containsIP(ip("10.1.2.3")) && !ip("10.0.0.1").isLoopback())",
    R"(device.users.all(u, math.greatest(u.privilege, 0) == 1))",
    R"(device.users.all(u, (u.name + " has a name that is longer than any short string").contains("name")))",
    R"(device.users.all(u, u.name.upperAscii().lowerAscii() == u.name && u.name.reverse() != ""))",
    R"(device.users.map(u, u.name).join(", ").size() > 0)",
    R"(device.users.all(u, u.name.replace("user", "somebody whom nobody knows").size() > 10))",
    R"(device.users.all(u, "a,b,c,d,e,f,g".split(",").size() == 7))",
    R"(device.users.all(u, string(now).size() == 20 && string(u.privilege) == "1"))",
    R"(device.users.all(u, "  a text with blanks at both of its ends ".trim().size() == 38))",
};

}  // namespace

TEST_CASE("a rule that passes or does not apply allocates what its verdict holds, and nothing else") {
  for (const std::uint32_t users : {2U, 60U}) {
    const model::Device device = device_with_users(users);
    // The smallest rule that reads a list: it needs the evaluation's memory, which is made once for each device.
    const std::string least = "device.users.all(u, true)";
    const std::size_t pass = allocated(rule_text(least), device);
    const std::size_t not_applicable = allocated(rule_text("true", "applies = '!" + least + "'\n"), device);
    CHECK(pass < 12);  // or the comparison would prove nothing
    for (const char* const expression : passing) {
      INFO(expression << ", users: " << users);
      CHECK(allocated(rule_text(expression), device) <= pass);
      CHECK(allocated(rule_text("true", "applies = '!(" + std::string(expression) + ")'\n"), device) <= not_applicable);
    }
  }
}

TEST_CASE("a verdict for each item allocates its texts, whatever the expression looks at") {
  const model::Device device = device_with_users(60);
  const std::string each = "each = 'device.users'\n";
  const std::size_t alone = allocated(rule_text("device.users.all(u, true)", each), device);
  CHECK(alone < 60 * 8);
  CHECK(allocated(rule_text(R"(item.privilege == 1 && item.name.startsWith("user"))", each), device) == alone);
  CHECK(allocated(rule_text(R"(device.users.all(u, u.privilege <= item.privilege))", each), device) == alone);
  CHECK(allocated(rule_text(R"([1, 2, 3].map(x, device.users).all(l, l.map(u, u.name).size() == 60))", each), device) ==
        alone);
}
