#include "app/data_sets.hpp"

#include "crypto/digest.hpp"
#include "embedded_files.hpp"

namespace muster::app {

std::map<std::string, std::string> data_digests() {
  std::map<std::string, std::string> digests;
  for (const EmbeddedFile& file : embedded_files())
    if (file.path.starts_with("policies/data/")) digests.emplace(file.path, crypto::sha256_hex(file.content));
  return digests;
}

}  // namespace muster::app
