#include "grammars/format.hpp"

#include <string>
#include <string_view>

#include "grammars/cisco/time_stamp.hpp"
#include "grammars/text_lines.hpp"

/// Output of `show inventory` of Cisco IOS XR: the model and the serial number of the box.
namespace muster::grammars::cisco_iosxr_inventory {
namespace {

constexpr std::string_view name_keyword = "NAME:";
constexpr std::string_view part_keyword = "PID:";

/// The value behind `label` up to the next comma.
std::string_view field(std::string_view text, std::string_view label) {
  const std::size_t at = text.find(label);
  if (at == std::string_view::npos) return {};
  const std::string_view rest = text.substr(at + label.size());
  return trim(rest.substr(0, rest.find(',')));
}

class Reader {
 public:
  Reader(const ReadOptions& options, model::Device& device) : notes_(options, device), about_(device.software) {}

  ReadResult read(std::string_view bytes) {
    LineScanner scanner(bytes);
    for (TextLine line; scanner.next(line);) {
      notes_.begin(line);
      read_line(trim(line.text));
    }
    if (!found_) notes_.open(Domain::software, "no entry: not the output of show inventory");
    return notes_.finish();
  }

 private:
  void read_line(std::string_view text) {
    if (text.empty() || cisco::is_time_stamp(text)) return notes_.understood();
    if (text.starts_with(name_keyword)) return name(text);
    if (text.starts_with(part_keyword)) return part(text);
    notes_.unknown(Domain::software, "NAME: or PID:", text);
  }

  /// `NAME: "Rack 0", DESCR: "ASR 9006 4 Line Card Slot Chassis"`: the box itself is the rack or the chassis.
  void name(std::string_view text) {
    found_ = true;
    if (notes_.disabled(name_keyword)) {
      unread_name_ = true;
      return notes_.known(Domain::software, name_keyword);
    }
    const std::string_view name = field(text, name_keyword);
    is_box_ = name.starts_with("\"Rack 0\"") || name.starts_with("\"chassis ") || name.starts_with("\"Chassis");
    notes_.understood();
  }

  /// `PID: ASR-9006-AC, VID: V01, SN: FOX1234ABCD`
  void part(std::string_view text) {
    if (notes_.disabled(part_keyword) || unread_name_) return notes_.known(Domain::software, part_keyword);
    if (!found_) return notes_.unknown(Domain::software, "NAME: before PID:", text);
    if (!is_box_) return notes_.ignored();
    is_box_ = false;
    const std::string_view model = field(text, part_keyword);
    const std::string_view serial = field(text, "SN:");
    if (!model.empty() && model != "N/A") about_.hardware.set(std::string(model), notes_.lines());
    if (!serial.empty() && serial != "N/A") about_.serial.set(std::string(serial), notes_.lines());
    notes_.understood();
  }

  LineNotes notes_;
  model::Software& about_;
  bool found_ = false;
  bool is_box_ = false;
  bool unread_name_ = false;
};

ReadResult read(std::string_view bytes, const ReadOptions& options, model::Device& device) {
  return Reader(options, device).read(bytes);
}

std::vector<KeywordInfo> keywords() {
  const Domains software = Domain::software;
  return {{std::string(name_keyword), software, Treatment::modelled, {}},
          {std::string(part_keyword), software, Treatment::modelled, {}}};
}

}  // namespace

const Format& format() {
  static constexpr Format value{"cisco_iosxr_inventory", "Cisco IOS XR hardware (show inventory)",
                                Domain::software,        read,
                                write_back_lines,        keywords};
  return value;
}

}  // namespace muster::grammars::cisco_iosxr_inventory
