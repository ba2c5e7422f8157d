#include "grammars/format.hpp"

#include "grammars/iptables/options.hpp"
#include "grammars/iptables/reader.hpp"
#include "grammars/iptables/translation.hpp"

namespace muster::grammars::iptables {
namespace {

ReadResult read(std::string_view bytes, const ReadOptions& options, model::Device& device) {
  ReadResult result;
  device.contributed |= Domain::filters;
  const Tree tree = read_lines(bytes);
  FoldContext context{tree, options, device, result};
  Reader(context).run();
  return result;
}

std::string round_trip(std::string_view bytes) { return grammars::write_back(read_lines(bytes)); }

std::vector<KeywordInfo> keywords() {
  const Domains filters = Domain::filters;
  const std::string elsewhere = "translates, marks or drops; it cannot permit what table filter denies";
  std::vector<KeywordInfo> all{{"*filter", filters, Treatment::modelled, {}},
                               {":CHAIN", filters, Treatment::modelled, {}},
                               {"-A", filters, Treatment::modelled, {}},
                               {"-I", filters, Treatment::modelled, {}},
                               {"-P", filters, Treatment::modelled, {}},
                               {"-N", filters, Treatment::modelled, {}},
                               {"-F", filters, Treatment::modelled, {}},
                               {"COMMIT", filters, Treatment::modelled, {}},
                               {"-D", filters, Treatment::known, {}},
                               {"-E", filters, Treatment::known, {}},
                               {"-R", filters, Treatment::known, {}},
                               {"-X", filters, Treatment::known, {}},
                               {"-Z", {}, Treatment::ignored, "resets counters"}};
  for (const std::string_view target : translating_targets)
    all.push_back({"nat -j " + std::string(target), filters, Treatment::modelled, {}});
  for (const char* const table : {"*nat", "*mangle", "*raw", "*security"})
    all.push_back({table, {}, Treatment::ignored, elsewhere});
  for (const Option& option : options())
    all.push_back({"-A/" + std::string(option.name), filters, Treatment::modelled, {}});
  for (const TargetInfo& target : targets())
    all.push_back({"-A/-j " + std::string(target.name),
                   filters,
                   target.target == Target::other ? Treatment::known : Treatment::modelled,
                   {}});
  return all;
}

}  // namespace

const Format& format() {
  static constexpr Format self{
      "iptables", "iptables-save, ip6tables-save and iptables -S", Domain::filters, read, round_trip, keywords};
  return self;
}

}  // namespace muster::grammars::iptables
