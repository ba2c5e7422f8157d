#include "grammars/format.hpp"

#include <string>
#include <string_view>
#include <vector>

#include "grammars/cisco/hsrp_brief.hpp"
#include "grammars/text_lines.hpp"

/// Output of `show standby brief` of Cisco IOS: the live state of each group. Without groups it is empty.
namespace muster::grammars::cisco_ios_hsrp {
namespace {

ReadResult read(std::string_view bytes, const ReadOptions& options, model::Device& device) {
  return cisco::read_hsrp_brief(bytes, options, device, false);
}

std::vector<KeywordInfo> keywords() {
  return {{std::string(cisco::hsrp_group), Domain::redundancy, Treatment::modelled, {}}};
}

}  // namespace

const Format& format() {
  static constexpr Format value{.name = "cisco_ios_hsrp",
                                .title = "Cisco IOS state of HSRP (show standby brief)",
                                .contributes = Domain::redundancy,
                                .read = read,
                                .write_back = write_back_lines,
                                .keywords = keywords,
                                .partial = Domain::redundancy};
  return value;
}

}  // namespace muster::grammars::cisco_ios_hsrp
