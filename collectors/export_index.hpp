#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"
#include "core/timestamp.hpp"

namespace muster::collectors {

/// One file of a controller's export.
struct ExportedFile {
  std::string file;     ///< relative to the index
  std::string command;  ///< the recipe's name of what it is the output of: "running-config"
  std::string tool;     ///< what made it
  Timestamp exported{};
};

struct ExportedDevice {
  std::string platform;
  std::vector<ExportedFile> files;
};

/// What `export.toml` says of the files beside it: whose they are, of which platform and command, and when they were
/// exported.
class ExportIndex {
 public:
  static constexpr std::string_view file_name = "export.toml";

  /// Everything that is wrong at once, with positions.
  [[nodiscard]] static std::expected<ExportIndex, std::vector<Error>> read(std::string_view text,
                                                                           const std::string& file);

  /// `device` is an id, or "unit/member"; null if the export has nothing of it.
  [[nodiscard]] const ExportedDevice* find(std::string_view device) const;

 private:
  std::map<std::string, ExportedDevice, std::less<>> devices_;
};

}  // namespace muster::collectors
