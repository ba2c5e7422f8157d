#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/ip.hpp"

namespace muster::grammars::juniper_junos {

/// The addresses that a term matches: of several prefixes the longest decides, and one with `except` takes out.
class AddressMatch {
 public:
  /// A prefix, or an address with a mask whose bits need not be contiguous; false if `text` is neither.
  [[nodiscard]] bool add(std::string_view text, bool except);
  [[nodiscard]] bool empty() const { return entries_.empty() && wildcards_.empty(); }
  [[nodiscard]] std::size_t size() const { return entries_.size() + wildcards_.size(); }
  /// In the words of model::FilterRule: "any", or what matches, joined by commas. Nothing if no address does, or if the
  /// prefixes without exceptions would be more than a few thousand.
  [[nodiscard]] std::optional<std::string> text() const;

  struct Entry {
    IpPrefix prefix;
    bool except = false;
  };

 private:
  std::vector<Entry> entries_;
  std::vector<std::string> wildcards_;
  bool has_exceptions_ = false;
};

}  // namespace muster::grammars::juniper_junos
