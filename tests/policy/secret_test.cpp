#include "expression_support.hpp"
#include "policy/policy_set.hpp"

using namespace muster::test;
using namespace muster;

TEST_CASE("the type check lets no secret out: no comparison, no text, no list, no function that takes anything") {
  Expressions expressions;
  const std::vector<policy::Variable> item{{"item", expressions.types().object(*model::classes()[2])}};
  REQUIRE(model::classes()[2]->name == "user");
  for (const char* const text :
       {"item.password == 'cisco'", "item.password != null", "string(item.password)", "dyn(item.password)",
        "[item.password]", "{'a': item.password}", "'%s'.format([item.password])", "type(item.password)",
        "item.password in ['a']", "item.password.value", "device.users.map(u, u.password)",
        "true ? item.password : dyn('x')", "size(item.password)", "item.password + 'a'",
        "item.password < item.password", "cel.bind(p, item.password, string(p))", "item.password.matches('a')"}) {
    INFO(text);
    CHECK_FALSE(expressions.mistakes(text, item).empty());
  }
  for (const char* const text :
       {"has(item.password)", "item.password.format == 'plain'", "is_default_credential(item, device.vendor)"}) {
    INFO(text);
    CHECK(expressions.mistakes(text, item).empty());
  }
}

TEST_CASE("what the type check cannot see the evaluation refuses: a secret never becomes text") {
  const model::StoredSecret stored{Secret("hunter2-hunter2"), "plain"};
  Expressions expressions;
  Value secret;
  secret.kind = Kind::secret;
  secret.secret = &stored;
  expressions.set("s", secret);
  for (const char* const text : {"s == s", "s == 'hunter2-hunter2'", "string(s)", "'%s'.format([s])", "s in [s]",
                                 "[s].map(x, string(x))", "dyn(s)", "type(s)", "s + s", "s < s", "size(s)",
                                 "['a'].map(x, s)", "{'a': s}.a == s", "s.matches('h')", "math.greatest(s)"}) {
    INFO(text);
    const Value value = expressions.run(expressions.compile(text));
    CHECK(value.kind == Kind::error);
    CHECK(policy::show(value).find("hunter2") == std::string::npos);
  }
  CHECK(expressions.show("s") == "(secret)");
  CHECK(expressions.show("[s]").find("hunter2") == std::string::npos);
  CHECK(expressions.show("s.format") == "plain");
}
