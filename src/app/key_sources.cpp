#include "app/key_sources.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>

#include "app/files.hpp"
#include "collectors/key_list.hpp"
#include "collectors/known_hosts.hpp"

namespace muster::app {
namespace {

/// A long file may hold thousands of lines that are passed over.
void say(const std::vector<std::string>& remarks) {
  constexpr std::size_t shown = 10;
  for (std::size_t i = 0; i < std::min(remarks.size(), shown); ++i) fmt::print(stderr, "muster: {}\n", remarks[i]);
  if (remarks.size() > shown) fmt::print(stderr, "muster: ... and {} more\n", remarks.size() - shown);
}

class SourceReader {
 public:
  void known_hosts(const std::string& path) {
    const auto text = read(path);
    if (!text) return;
    auto hosts = collectors::KnownHosts::parse(*text, path);
    say(hosts.remarks());
    sources_.push_back(std::make_unique<collectors::KnownHosts>(std::move(hosts)));
  }

  void fingerprints(const std::string& path) {
    const auto text = read(path);
    if (!text) return;
    const auto table = config::read_csv(*text, path);
    if (!table) return errors_.push_back(table.error());
    sources_.push_back(
        std::make_unique<collectors::KeyList>("console csv", collectors::read_fingerprints(*table, errors_)));
  }

  void vantage(const std::string& path) {
    const auto text = read(path);
    if (!text) return;
    auto seen = collectors::read_vantage(*text, path);
    if (!seen) return (void)std::ranges::copy(seen.error(), std::back_inserter(errors_));
    if (seen->host == host_name())
      return errors_.push_back({ErrorKind::input,
                                "made on this machine, '" + seen->host + "': it is no second vantage point",
                                {path, 0, 0}});
    sources_.push_back(std::make_unique<collectors::KeyList>("vantage", std::move(seen->keys)));
  }

  std::expected<KeySources, std::vector<Error>> finish() {
    if (!errors_.empty()) return std::unexpected(std::move(errors_));
    return std::move(sources_);
  }

 private:
  std::optional<std::string> read(const std::string& path) {
    auto text = read_file(path);
    if (!text) errors_.push_back(text.error());
    return text ? std::optional(std::move(*text)) : std::nullopt;
  }

  KeySources sources_;
  std::vector<Error> errors_;
};

}  // namespace

std::string host_name() {
  std::array<char, 256> name{};
  return ::gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "";
}

std::expected<KeySources, std::vector<Error>> read_key_sources(const EnrollOptions& options) {
  SourceReader reader;
  for (const std::string& path : options.known_hosts) reader.known_hosts(path);
  for (const std::string& path : options.fingerprints) reader.fingerprints(path);
  for (const std::string& path : options.vantage) reader.vantage(path);
  return reader.finish();
}

}  // namespace muster::app
