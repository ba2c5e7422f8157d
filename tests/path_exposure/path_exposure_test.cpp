#include "analysis/path_exposure.hpp"

#include <catch2/catch.hpp>

using muster::analysis::Answer;
using muster::analysis::exposes;
using muster::analysis::Exposure;
using muster::model::Frontend;
using muster::model::PathRule;

namespace {

PathRule rule(std::string match, std::string path, std::string action, muster::model::LinesId lines = 7) {
  PathRule r;
  r.match = std::move(match);
  r.path = std::move(path);
  r.action = std::move(action);
  r.lines = lines;
  return r;
}

PathRule opaque_rule() {
  PathRule r;
  r.opaque = true;
  r.lines = 9;
  return r;
}

/// A frontend that refuses what no rule decides.
Frontend frontend(std::string product, std::vector<PathRule> rules) {
  Frontend f;
  f.product.set(std::move(product), 1);
  f.path_rules = std::move(rules);
  f.default_target.set_absent();
  return f;
}

}  // namespace

TEST_CASE("exposes: a forwarded plain request is a yes with the request as witness and the rule's lines") {
  const Exposure e = exposes(frontend("haproxy", {rule("prefix", "/carbon", "forward", 5)}), "/carbon");
  CHECK(e.answer == Answer::yes);
  CHECK(e.witness == "/carbon/");
  CHECK(e.lines == std::vector<muster::model::LinesId>{5});
  CHECK(e.reason == "/carbon/ is forwarded by the prefix rule '/carbon'");
}

TEST_CASE("exposes: the default target counts as a forwarding rule") {
  Frontend f = frontend("haproxy", {rule("exact", "/carbon", "deny")});
  f.default_target.set("app", 3);
  CHECK(exposes(f, "/carbon").witness == "/carbon/");
  CHECK(exposes(f, "/carbon").lines == std::vector<muster::model::LinesId>{3});
}

TEST_CASE("exposes: a tenant's path counts, so a denied prefix alone does not hide the context") {
  Frontend f = frontend("haproxy", {rule("prefix", "/carbon", "deny")});
  f.default_target.set("app", 3);
  CHECK(exposes(f, "/carbon").answer == Answer::yes);
  CHECK(exposes(f, "/carbon").witness == "/t/x/carbon/");
  f.path_rules.push_back(rule("prefix", "/t/", "deny"));
  CHECK(exposes(f, "/carbon").witness == "/o/x/carbon/");
}

TEST_CASE("exposes: a prefix rule that looks right is not a proof") {
  Frontend f = frontend("haproxy", {rule("prefix", "/carbon", "deny"), rule("prefix", "/t/", "deny"),
                                    rule("prefix", "/o/", "deny"), rule("any", "", "forward", 8)});
  const Exposure e = exposes(f, "/carbon");
  CHECK(e.answer == Answer::unknown);
  CHECK(e.reason ==
        "plain requests are refused, but /;/carbon/ is forwarded by the rule for every path, and a servlet "
        "container reads it as the context");
  CHECK(e.lines == std::vector<muster::model::LinesId>{8});
  CHECK(exposes(frontend("haproxy", {rule("prefix", "/oauth2/", "forward")}), "/carbon").answer == Answer::unknown);
  CHECK(exposes(frontend("haproxy", {rule("regex", "^/oauth2/token$", "forward")}), "/carbon").answer ==
        Answer::unknown);
}

TEST_CASE("exposes: an allowlist of exact paths with everything else refused is a no") {
  const Exposure e = exposes(frontend("haproxy", {rule("exact", "/oauth2/token", "forward", 4),
                                                  rule("exact", "/samlsso", "forward", 5), rule("any", "", "deny")}),
                             "/carbon");
  CHECK(e.answer == Answer::no);
  CHECK(e.lines == std::vector<muster::model::LinesId>{4, 5});
  CHECK(exposes(frontend("nginx", {}), "/carbon").answer == Answer::no);
}

TEST_CASE("exposes: an exact path inside the context is a yes, one that hides dots or parameters is no proof") {
  const auto one = [](std::string path) {
    return exposes(frontend("haproxy", {rule("exact", std::move(path), "forward")}), "/carbon");
  };
  CHECK(one("/carbon/admin/login.jsp").answer == Answer::yes);
  CHECK(one("/t/acme/carbon/login.jsp").witness == "/t/acme/carbon/login.jsp");
  CHECK(one("/carbonated").answer == Answer::no);
  for (const char* const path : {"/x/..;/carbon", "/;/carbon", "//carbon", "/%63arbon", "/x/../carbon", "/./carbon"})
    CHECK(one(path).answer == Answer::unknown);
}

TEST_CASE("exposes: what was not understood is never a no, and hides a yes only if it stands before it") {
  const PathRule allow = rule("exact", "/oauth2/token", "forward");
  CHECK(exposes(frontend("haproxy", {opaque_rule(), allow}), "/carbon").answer == Answer::unknown);
  CHECK(exposes(frontend("haproxy", {allow, opaque_rule()}), "/carbon").answer == Answer::unknown);
  CHECK(exposes(frontend("haproxy", {rule("any", "", "forward"), opaque_rule()}), "/carbon").answer == Answer::yes);
  CHECK(exposes(frontend("haproxy", {opaque_rule(), rule("any", "", "forward")}), "/carbon").answer == Answer::unknown);
  CHECK(exposes(frontend("haproxy", {allow, rule("regex", "(?=x)", "deny")}), "/carbon").answer == Answer::no);
  CHECK(exposes(frontend("haproxy", {rule("regex", "(?=x)", "deny"), rule("any", "", "forward")}), "/carbon").answer ==
        Answer::unknown);
  Frontend open = frontend("haproxy", {allow});
  open.open = true;
  CHECK(exposes(open, "/carbon").answer == Answer::unknown);
  open.path_rules = {rule("any", "", "forward")};
  CHECK(exposes(open, "/carbon").answer == Answer::unknown);
  Frontend unsure = frontend("haproxy", {allow});
  unsure.default_target.set_unknown(2);
  CHECK(exposes(unsure, "/carbon").answer == Answer::unknown);
}

TEST_CASE("exposes: a condition that is not about the path may refuse but cannot make a yes") {
  const PathRule allow = rule("exact", "/oauth2/token", "forward");
  CHECK(exposes(frontend("haproxy", {rule("other", "", "deny"), allow}), "/carbon").answer == Answer::no);
  CHECK(exposes(frontend("haproxy", {rule("other", "", "forward"), allow}), "/carbon").answer == Answer::unknown);
  CHECK(exposes(frontend("nginx", {rule("prefix", "/carbon", "other")}), "/carbon").answer == Answer::unknown);
}

TEST_CASE("exposes: nginx tries patterns before the longest prefix unless that is final") {
  const PathRule deny = rule("prefix", "/carbon", "deny");
  const PathRule root = rule("prefix", "/", "respond");
  const PathRule pattern = rule("regex", "\\.jsp$|/admin$", "forward");
  CHECK(exposes(frontend("nginx", {deny, root, pattern}), "/carbon").witness == "/carbon/admin");
  const Frontend final = frontend("nginx", {rule("prefix-final", "/carbon", "deny"), root, pattern});
  CHECK(exposes(final, "/carbon").witness == "/t/x/carbon/admin");
  // A final prefix counts only if it is the longest one that matches.
  const Frontend longer =
      frontend("nginx", {rule("prefix", "/carbon/", "deny"), rule("prefix-final", "/carbon", "deny"), pattern});
  CHECK(exposes(longer, "/carbon").witness == "/carbon/admin");
  CHECK(exposes(frontend("haproxy", {deny, rule("prefix", "/t", "deny"), rule("prefix", "/o", "deny"), pattern}),
                "/carbon")
            .answer == Answer::unknown);
}

TEST_CASE("exposes: the context may be written with or without slashes and a star") {
  for (const char* const context : {"/carbon", "/carbon/", "carbon", "/carbon/*"})
    CHECK(exposes(frontend("nginx", {rule("prefix", "/carbon", "forward")}), context).witness == "/carbon/");
}

TEST_CASE("exposes: a hostile pattern costs bounded time and gives unknown") {
  std::string huge;
  for (int i = 0; i < 20000; ++i) huge += "(a{1,500})*";
  CHECK(exposes(frontend("nginx", {rule("regex", huge, "deny"), rule("any", "", "forward")}), "/carbon").answer ==
        Answer::unknown);
  const Frontend many = frontend("nginx", std::vector<PathRule>(2000, rule("regex", "^(x+)+y$", "deny")));
  CHECK(exposes(many, "/carbon").answer == Answer::no);
}
