#include <map>
#include <random>

#include "rule_support.hpp"

using namespace muster;
using namespace muster::test;

namespace {

/// Random devices of which parts are not known, and the devices that they may be in truth.
class Worlds {
 public:
  explicit Worlds(unsigned seed) : random_(seed) {}
  int pick(int below) { return std::uniform_int_distribution<int>(0, below - 1)(random_); }

  model::Device partial() {
    model::Device device = edge_device();
    device.contributed |= Domains(Domain::interfaces);
    for (const Domain domain : {Domain::users, Domain::filters, Domain::interfaces}) {
      if (pick(3) == 0) device.open("", domain, "unknown line", 0);
      if (pick(4) == 0) device.open("blue", domain, "unknown line", 0);
    }
    vague(device.hostname, {"edge", "core"});
    const int users = pick(4);
    for (int i = 0; i < users; ++i) device.users.push_back(user("known" + std::to_string(i), true));
    const int filters = 1 + pick(2);
    for (int i = 0; i < filters; ++i) device.filters.push_back(filter("known" + std::to_string(i), true));
    return device;
  }

  /// Every unknown becomes known; what is open gets more, or different defaults; then nothing is open.
  model::Device possible(model::Device device) {
    settle(device.hostname, open(device, Domain::interfaces, ""), {"edge", "core"});
    for (model::User& user : device.users) settle_user(user, user.open || open(device, Domain::users, user.context));
    for (model::Filter& filter : device.filters)
      settle_filter(filter, filter.open || open(device, Domain::filters, filter.context));
    for (const std::string context : {"", "blue"}) {
      if (open(device, Domain::users, context))
        for (int more = pick(3); more > 0; --more)
          insert(device.users, user("more" + std::to_string(more) + context, false), context);
      if (open(device, Domain::filters, context))
        for (int more = pick(2); more > 0; --more)
          insert(device.filters, filter("more" + std::to_string(more) + context, false), context);
    }
    device.openings.clear();
    return device;
  }

 private:
  static bool open(const model::Device& device, Domain domain, const std::string& context) {
    for (const model::Opening& opening : device.openings)
      if (opening.domains.contains(domain) && (opening.context.empty() || opening.context == context)) return true;
    return false;
  }

  template <class T>
  T one_of(const std::vector<T>& values) {
    return values[static_cast<std::size_t>(pick(static_cast<int>(values.size())))];
  }

  template <class T>
  void vague(model::Attribute<T>& attribute, const std::vector<T>& values) {
    switch (pick(4)) {
      case 0:
        return attribute.set(one_of(values), 0);
      case 1:
        return attribute.set_default(one_of(values));
      case 2:
        return attribute.set_absent();
      default:
        return attribute.set_unknown(0);
    }
  }

  template <class T>
  void settle(model::Attribute<T>& attribute, bool may_differ, const std::vector<T>& values) {
    if (attribute.state == model::State::configured) return;
    if (attribute.state != model::State::unknown && (!may_differ || pick(3) == 0)) return;
    if (pick(4) == 0)
      attribute.set_absent();
    else
      attribute.set(one_of(values), 0);
  }

  template <class T>
  void insert(std::vector<T>& list, T object, const std::string& context) {
    object.context = context;
    list.insert(list.begin() + pick(static_cast<int>(list.size()) + 1), std::move(object));
  }

  model::User user(const std::string& name, bool partial) {
    model::User made;
    made.context = pick(3) == 0 ? "blue" : "";
    made.open = partial && pick(4) == 0;
    made.name.set(name, 0);
    vague(made.privilege, privileges);
    vague(made.role, roles);
    vague(made.shell, shells);
    if (!partial) settle_user(made, true);
    return made;
  }
  void settle_user(model::User& user, bool may_differ) {
    settle(user.privilege, may_differ, privileges);
    settle(user.role, may_differ, roles);
    settle(user.shell, may_differ, shells);
    user.open = false;
  }

  model::FilterRule rule(bool partial) {
    model::FilterRule made;
    made.name = "10";
    made.opaque = partial && pick(4) == 0;
    made.action = pick(2) == 0 ? "permit" : "deny";
    made.protocol = pick(2) == 0 ? "ip" : "tcp";
    made.source = pick(2) == 0 ? "any" : "10.0.0.0/8";
    made.destination = "any";
    made.source_port = "any";
    made.destination_port = pick(3) == 0 ? "22" : "any";
    return made;
  }
  model::Filter filter(const std::string& name, bool partial) {
    model::Filter made;
    made.context = pick(3) == 0 ? "blue" : "";
    made.open = partial && pick(5) == 0;
    made.name.set("ip " + name, 0);
    made.family.set("ip", 0);
    vague(made.default_action, actions);
    for (int rules = pick(4); rules > 0; --rules) made.rules.push_back(rule(partial));
    if (!partial) settle_filter(made, true);
    return made;
  }
  void settle_filter(model::Filter& filter, bool may_differ) {
    settle(filter.default_action, may_differ, actions);
    std::vector<model::FilterRule> rules;
    for (const model::FilterRule& known : filter.rules) {
      if (may_differ && pick(3) == 0) rules.push_back(rule(false));
      if (!known.opaque)
        rules.push_back(known);
      else
        for (int more = pick(3); more > 0; --more) rules.push_back(rule(false));
    }
    if (may_differ && pick(3) == 0) rules.push_back(rule(false));
    filter.rules = std::move(rules);
    filter.open = false;
  }

  const std::vector<std::int64_t> privileges{1, 15};
  const std::vector<std::string> roles{"admin", "viewer"};
  const std::vector<std::string> shells{"/bin/sh", "/bin/false"};
  const std::vector<std::string> actions{"permit", "deny"};
  std::mt19937 random_;
};

constexpr const char* device_atoms[] = {"device.users.all(u, u.privilege == 1)",
                                        "device.users.exists(u, u.role == \"admin\" && u.shell != null)",
                                        "size(device.users) > 2",
                                        "device.users.filter(u, u.privilege == 15).size() <= 1",
                                        "device.users.exists_one(u, u.role == \"admin\")",
                                        "\"known1\" in device.users.map(u, u.name)",
                                        "device.hostname == \"edge\"",
                                        "has(device.hostname)",
                                        "device.filters.all(f, f.rules.exists(r, r.action == \"deny\"))",
                                        "device.filters.exists(f, f.rules.size() == 1)",
                                        "device.filters.exists(f, f.rules.all(r, r.action == \"permit\"))",
                                        "device.filters.all(f, !permits_any(f))",
                                        "device.filters.exists(f, default_denies(f))",
                                        "device.users[0].privilege < 15",
                                        "device.users.map(u, u.role) == [\"admin\"]"};
constexpr const char* item_atoms[] = {"item.privilege == 1",
                                      "item.role == null",
                                      "has(item.shell)",
                                      "item.shell == \"/bin/sh\"",
                                      "item.privilege < 15",
                                      "item.name == \"known1\"",
                                      "[item.role, item.shell].exists(x, x == null)",
                                      "(item.role == \"admin\" ? item.privilege : 1) == 1"};

std::string condition(Worlds& worlds, bool item, int depth) {
  if (depth <= 0 || worlds.pick(3) == 0) {
    if (item && worlds.pick(2) == 0) return item_atoms[worlds.pick(static_cast<int>(std::size(item_atoms)))];
    return device_atoms[worlds.pick(static_cast<int>(std::size(device_atoms)))];
  }
  const std::string left = condition(worlds, item, depth - 1);
  switch (worlds.pick(3)) {
    case 0:
      return "!(" + left + ")";
    case 1:
      return "(" + left + " && " + condition(worlds, item, depth - 1) + ")";
    default:
      return "(" + left + " || " + condition(worlds, item, depth - 1) + ")";
  }
}

bool contradicts(const Verdict& said, const Verdict& truth) {
  if (said.status == VerdictStatus::not_assessed || truth.status == VerdictStatus::error) return false;
  if (said.in_doubt && truth.status == VerdictStatus::not_applicable) return false;
  return said.status != truth.status;
}

}  // namespace

TEST_CASE("no verdict on a device that is known in part is wrong for any device that it may be") {
  std::map<VerdictStatus, int> counts;
  for (unsigned seed = 1; seed <= 1500; ++seed) {
    Worlds worlds(seed);
    const bool item = worlds.pick(2) == 0;
    const std::string text =
        rule_text(condition(worlds, item, 2),
                  (item ? "each = 'device.users'\n" : "") +
                      (worlds.pick(2) == 0 ? "applies = '" + condition(worlds, item, 1) + "'\n" : std::string()));
    const auto set = load_rules(text);
    const model::Device partial = worlds.partial();
    std::map<std::string, Verdict> said;
    for (Verdict& verdict : set.evaluate(partial, {})) {
      ++counts[verdict.status];
      said.emplace(verdict.object, std::move(verdict));
    }
    for (int world = 0; world < 8; ++world) {
      const model::Device device = worlds.possible(partial);
      for (const Verdict& truth : set.evaluate(device, {})) {
        CHECK(truth.status != VerdictStatus::not_assessed);
        const auto before = said.find(truth.object);
        if (before == said.end() || !contradicts(before->second, truth)) continue;
        FAIL("seed " << seed << ", " << truth.object << ": said " << to_string(before->second.status) << ", but can be "
                     << to_string(truth.status) << "\n"
                     << text);
      }
    }
  }
  // See that the verdicts are of all kinds, or the test would prove nothing.
  CHECK(counts[VerdictStatus::pass] > 100);
  CHECK(counts[VerdictStatus::fail] > 100);
  CHECK(counts[VerdictStatus::not_assessed] > 100);
  CHECK(counts[VerdictStatus::not_applicable] > 100);
}
