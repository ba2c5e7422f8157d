#include "grammars/cisco_iosxr/text.hpp"

#include <algorithm>
#include <array>

#include "grammars/cisco/text_blocks.hpp"
#include "grammars/text_lines.hpp"

namespace muster::grammars::cisco_iosxr {
namespace {

struct Block {
  std::string_view head;
  std::string_view end;
};
constexpr auto blocks = std::to_array<Block>({{"route-policy", "end-policy"},
                                              {"prefix-set", "end-set"},
                                              {"as-path-set", "end-set"},
                                              {"community-set", "end-set"},
                                              {"extcommunity-set", "end-set"},
                                              {"large-community-set", "end-set"},
                                              {"rd-set", "end-set"},
                                              {"tag-set", "end-set"},
                                              {"esi-set", "end-set"},
                                              {"mac-set", "end-set"},
                                              {"etag-set", "end-set"},
                                              {"ospf-area-set", "end-set"},
                                              {"policy-global", "end-global"}});

const Block* block_of(std::string_view line) {
  const std::string_view word = line.substr(0, line.find_first_of(" \t\r"));
  const auto found = std::ranges::find(blocks, word, &Block::head);
  return found == blocks.end() ? nullptr : &*found;
}

/// Up to the line with `end`. Another block's head or the end of the configuration before it shows that the block was
/// cut: then it is its first line only. So no byte is looked at for two blocks.
std::size_t block_end(std::string_view input, std::size_t line_end, std::string_view end) {
  for (std::size_t at = line_end; at < input.size();) {
    const std::size_t begin = at + 1;
    at = std::min(input.find('\n', begin), input.size());
    const std::string_view line = input.substr(std::min(begin, input.size()), at - std::min(begin, at));
    if (trim(line) == end) return begin + static_cast<std::size_t>(line.find_last_not_of(" \t\r")) + 1;
    if (line.starts_with("end") && trim(line) == "end") return line_end;
    if (block_of(line) != nullptr) return line_end;
  }
  return line_end;
}

}  // namespace

std::size_t text_end(std::string_view input, std::size_t begin, std::size_t line_end) {
  if (begin != 0 && input[begin - 1] != '\n') return line_end;  // `route-policy X in` of a neighbour
  const std::string_view line = input.substr(begin, line_end - begin);
  if (line.front() == 'b') return cisco::text_end(input, begin, line_end);
  const Block* const block = block_of(line);
  return block == nullptr ? line_end : block_end(input, line_end, block->end);
}

}  // namespace muster::grammars::cisco_iosxr
