#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

/// The files of ../shared/corpus by the format that reads them.
namespace muster::test {

/// Format name -> its files, sorted: `<platform>/config` holds texts of the format `<platform>`, `show_version` of
/// `<platform>_version`, `show_ip_route` of `<platform>_route`. Expected answers beside them are left out, and folders
/// for which there is no format.
[[nodiscard]] std::map<std::string, std::vector<std::filesystem::path>> corpus_files(const std::filesystem::path& corpus);

}  // namespace muster::test
