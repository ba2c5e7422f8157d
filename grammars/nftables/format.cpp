#include "grammars/format.hpp"

#include "grammars/nftables/expressions.hpp"
#include "grammars/nftables/reader.hpp"

namespace muster::grammars::nftables {
namespace {

ReadResult read(std::string_view bytes, const ReadOptions& options, model::Device& device) {
  ReadResult result;
  device.contributed |= Domain::filters;
  const BraceTree ruleset = read_ruleset(bytes);
  FoldContext context{ruleset.tree, options, device, result};
  Reader(context).run(ruleset.problems);
  return result;
}

std::string round_trip(std::string_view bytes) { return grammars::write_back(read_ruleset(bytes).tree); }

std::vector<KeywordInfo> keywords() {
  const Domains filters = Domain::filters;
  std::vector<KeywordInfo> all;
  for (const char* const path :
       {"table", "table/chain", "table/chain/type", "table/chain/policy", "table/set", "define", "table/define"})
    all.push_back({path, filters, Treatment::modelled, {}});
  for (const char* const path :
       {"add", "create", "delete", "destroy", "flush", "include", "insert", "redefine", "replace", "table/include"})
    all.push_back({path, filters, Treatment::known, {}});
  all.push_back({"table/map", {}, Treatment::ignored, "a rule that uses it is opaque"});
  for (const char* const path : {"table/counter", "table/ct", "table/flowtable", "table/limit", "table/quota",
                                 "table/secmark", "table/synproxy"})
    all.push_back(
        {path, {}, Treatment::ignored, "it counts, limits or speeds up; whether a packet passes is said by rules"});
  for (const Selector& selector : selectors())
    all.push_back({"table/chain/rule/" + std::string(selector.name), filters, Treatment::modelled, {}});
  for (const Statement& statement : statements())
    all.push_back({"table/chain/rule/" + std::string(statement.name),
                   filters,
                   statement.act == Act::opaque ? Treatment::known : Treatment::modelled,
                   {}});
  return all;
}

}  // namespace

const Format& format() {
  static constexpr Format self{"nftables", "nftables ruleset: nft list ruleset", Domain::filters, read, round_trip,
                               keywords};
  return self;
}

}  // namespace muster::grammars::nftables
