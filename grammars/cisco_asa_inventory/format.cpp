#include "grammars/format.hpp"

#include <string>
#include <string_view>

#include "grammars/text_lines.hpp"

/// Output of `show inventory` of Cisco ASA: model and serial number of the chassis.
namespace muster::grammars::cisco_asa_inventory {
namespace {

constexpr std::string_view name_keyword = "Name:";
constexpr std::string_view part_keyword = "PID:";

class Reader {
 public:
  Reader(const ReadOptions& options, model::Device& device) : notes_(options, device), about_(device.software) {}

  ReadResult read(std::string_view bytes) {
    LineScanner scanner(bytes);
    for (TextLine line; scanner.next(line);) {
      notes_.begin(line);
      read_line(trim(line.text));
    }
    if (!found_) notes_.open(Domain::software, "no part: not the output of show inventory");
    return notes_.finish();
  }

 private:
  void read_line(std::string_view text) {
    if (text.empty()) return notes_.understood();
    if (text.starts_with(name_keyword) || text.starts_with("NAME:"))
      return name(trim(text.substr(name_keyword.size())));
    if (text.starts_with(part_keyword)) return part(text.substr(part_keyword.size()));
    notes_.unknown(Domain::software, "Name: or PID:", text);
  }

  /// `Name: "Chassis", DESCR: "..."`
  void name(std::string_view text) {
    found_ = true;
    if (notes_.disabled(name_keyword)) {
      chassis_ = false;
      return notes_.known(Domain::software, name_keyword);
    }
    chassis_ = text.starts_with("\"Chassis\"") || text.starts_with("\"chassis\"");
    chassis_ ? notes_.understood() : notes_.ignored();
  }

  /// `PID: ASA5512           , VID: V01     , SN: FGL17AAAAAA`
  void part(std::string_view text) {
    if (!chassis_) return notes_.ignored();
    if (notes_.disabled(part_keyword)) return notes_.known(Domain::software, part_keyword);
    const std::size_t serial = text.find("SN:");
    if (serial == std::string_view::npos) return notes_.unknown(Domain::software, "SN:", text.substr(text.size()));
    // `show version` comes first; what it said stays.
    put(about_.hardware, trim(text.substr(0, text.find(','))));
    put(about_.serial, trim(text.substr(serial + 3)));
    notes_.understood();
  }

  void put(model::Text& target, std::string_view value) {
    if (!target.known() && !value.empty()) target.set(std::string(value), notes_.lines());
  }

  LineNotes notes_;
  model::Software& about_;
  bool found_ = false;
  bool chassis_ = false;
};

ReadResult read(std::string_view bytes, const ReadOptions& options, model::Device& device) {
  return Reader(options, device).read(bytes);
}

std::vector<KeywordInfo> keywords() {
  return {{std::string(name_keyword), Domain::software, Treatment::modelled, {}},
          {std::string(part_keyword), Domain::software, Treatment::modelled, {}}};
}

}  // namespace

const Format& format() {
  static constexpr Format value{
      .name = "cisco_asa_inventory",
      .title = "Cisco ASA parts (show inventory)",
      .contributes = Domain::software,
      .read = read,
      .write_back = write_back_lines,
      .keywords = keywords,
      .partial = Domain::software,
  };
  return value;
}

}  // namespace muster::grammars::cisco_asa_inventory
