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

/// The text as a device would have it: the placeholders of a template filled in (nginx's own tests), of a bundle of several
/// programs' files the part that is in this format (FRRouting's in collections of Cumulus Linux), and scripts of nftables
/// without the files that they include, which `nft list ruleset` prints in their place.
[[nodiscard]] std::string as_on_a_device(const std::string& format, std::string text);

}  // namespace muster::test
