#include "grammars/format.hpp"

#include "grammars/apache/convert.hpp"
#include "grammars/apache/reader.hpp"

namespace muster::grammars::apache {
namespace {

ReadResult read(std::string_view bytes, const ReadOptions& options, model::Device& device) {
  ReadResult result;
  device.contributed |= affected();
  const SectionTree sections = read_sections(bytes);
  FoldContext context{sections.tree, options, device, result};
  const Config config = Reader(context, sections.problems).run();
  convert(config, context);
  return result;
}

std::string round_trip(std::string_view bytes) { return grammars::write_back(read_sections(bytes).tree); }

std::vector<KeywordInfo> keywords() { return keyword_infos(); }

}  // namespace

const Format& format() {
  static constexpr Format self{"apache",   "Apache httpd configuration: apache2ctl -t -D DUMP_CONFIG, or one file",
                               affected(), read,
                               round_trip, keywords};
  return self;
}

}  // namespace muster::grammars::apache
