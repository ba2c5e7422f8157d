#include "corpus/ratchet.hpp"

#include <fmt/format.h>

#include <fstream>

namespace muster::test {

std::map<std::string, Share> read_ratchet(const std::filesystem::path& path) {
  std::map<std::string, Share> shares;
  std::ifstream in(path);
  std::string heading;
  std::getline(in, heading);
  std::string format;
  Share share;
  while (in >> format >> share.files >> share.lines >> share.assessable) shares[format] = share;
  return shares;
}

void write_ratchet(const std::filesystem::path& path, const std::map<std::string, Share>& shares) {
  std::ofstream out(path, std::ios::binary);
  out << "format\tfiles\tlines\tassessable\n";
  for (const auto& [format, share] : shares)
    out << fmt::format("{}\t{}\t{:.2f}\t{:.2f}\n", format, share.files, share.lines, share.assessable);
}

}  // namespace muster::test
