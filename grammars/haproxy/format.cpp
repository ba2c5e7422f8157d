#include "grammars/format.hpp"

#include "grammars/haproxy/convert.hpp"
#include "grammars/haproxy/references.hpp"

namespace muster::grammars::haproxy {
namespace {

ReadResult read(std::string_view bytes, const ReadOptions& options, model::Device& device) {
  ReadResult result;
  device.contributed |= affected();
  const Tree tree = read_sections(bytes);
  FoldContext context{tree, options, device, result};
  Config config;
  fold(context, section_keywords(), config, {"no", affected()});
  convert(config, context);
  return result;
}

std::string round_trip(std::string_view bytes) { return grammars::write_back(read_sections(bytes)); }

std::vector<KeywordInfo> keywords() { return keyword_infos(section_keywords()); }

}  // namespace

const Format& format() {
  static constexpr Format self{"haproxy", "HAProxy configuration", affected(), read, round_trip, keywords, {},
                               references};
  return self;
}

}  // namespace muster::grammars::haproxy
