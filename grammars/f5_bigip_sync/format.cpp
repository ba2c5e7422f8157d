#include "grammars/format.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "grammars/text_lines.hpp"

/// Output of `show cm sync-status` of BIG-IP: whether the units have the same configuration.
namespace muster::grammars::f5_bigip_sync {
namespace {

constexpr std::string_view keyword = "Status";

/// Nothing for a status that says neither.
std::optional<bool> is_synchronised(std::string_view status) {
  static constexpr std::array<std::string_view, 9> different{
      "Changes Pending",        "Awaiting Initial Sync", "Awaiting Initial Sync with Changes Pending",
      "Not All Devices Synced", "Sync Failure",          "Disconnected",
      "Sync Disconnected",      "Incompatible Version",  "Sync Recommended"};
  if (status == "In Sync") return true;
  if (std::ranges::find(different, status) != different.end()) return false;
  return std::nullopt;
}

class Reader {
 public:
  Reader(const ReadOptions& options, model::Device& device) : notes_(options, device), device_(device) {}

  ReadResult read(std::string_view bytes) {
    LineScanner scanner(bytes);
    for (TextLine line; scanner.next(line);) {
      notes_.begin(line);
      read_line(trim(line.text));
    }
    if (!head_ || !status_) notes_.open(Domain::redundancy, "no status: not the output of show cm sync-status");
    return notes_.finish();
  }

 private:
  void read_line(std::string_view text) {
    if (text.empty() || text.find_first_not_of('-') == std::string_view::npos) return notes_.understood();
    if (text == "CM::Sync Status") {
      head_ = true;
      return notes_.understood();
    }
    if (!head_) return notes_.unknown(Domain::redundancy, "CM::Sync Status", text);
    Words words(text);
    if (words.next() == keyword && !status_) return status(words.rest());
    notes_.ignored();
  }

  void status(std::string_view text) {
    status_ = true;
    if (notes_.disabled(keyword)) return notes_.known(Domain::redundancy, keyword);
    if (const auto same = is_synchronised(text))
      for (model::RedundancyGroup& group : device_.redundancy_groups)
        if (group.protocol.value == "ha") group.synchronised.set(*same, notes_.lines());
    notes_.understood();
  }

  LineNotes notes_;
  model::Device& device_;
  bool head_ = false;
  bool status_ = false;
};

ReadResult read(std::string_view bytes, const ReadOptions& options, model::Device& device) {
  return Reader(options, device).read(bytes);
}

std::vector<KeywordInfo> keywords() {
  return {{std::string(keyword), Domain::redundancy, Treatment::modelled, {}},
          {"*", {}, Treatment::ignored, "colour, mode and details: the status sums them up"}};
}

}  // namespace

const Format& format() {
  static constexpr Format value{"f5_bigip_sync",    "BIG-IP state of the configurations (show cm sync-status)",
                                Domain::redundancy, read,
                                write_back_lines,   keywords,
                                Domain::redundancy};
  return value;
}

}  // namespace muster::grammars::f5_bigip_sync
