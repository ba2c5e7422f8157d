#include "grammars/format.hpp"

#include <string>
#include <string_view>

#include "grammars/text_lines.hpp"

/// Output of `show inventory` of Cisco NX-OS: the chassis' model and serial number. Its parts are not looked at.
namespace muster::grammars::cisco_nxos_inventory {
namespace {

constexpr std::string_view chassis_keyword = "Chassis";

/// The value of "PID: N9K-C93180YC-FX   ,  VID: V04 ,  SN: FDO1" behind `name`.
std::string_view field(std::string_view text, std::string_view name) {
  const std::size_t at = text.find(name);
  if (at == std::string_view::npos) return {};
  text.remove_prefix(at + name.size());
  return trim(text.substr(0, text.find(',')));
}

/// `NAME: "Chassis",  DESCR: "..."`: the name, without quotes.
std::string_view name_in(std::string_view text) {
  std::string_view name = field(text, "NAME: ");
  if (name.size() >= 2 && name.front() == '"' && name.back() == '"') name = name.substr(1, name.size() - 2);
  return name;
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
    if (!found_) notes_.open(Domain::software, "no chassis: not the output of show inventory");
    return notes_.finish();
  }

 private:
  void read_line(std::string_view text) {
    if (text.empty()) return notes_.understood();
    if (text.starts_with("NAME: ")) {
      in_chassis_ = name_in(text) == "Chassis";
      return in_chassis_ ? notes_.understood() : notes_.ignored();
    }
    if (!text.starts_with("PID: ")) return notes_.unknown(Domain::software, "NAME or PID", text);
    if (!in_chassis_) return notes_.ignored();
    in_chassis_ = false;
    chassis(text);
  }

  void chassis(std::string_view text) {
    found_ = true;
    if (notes_.disabled(chassis_keyword)) return notes_.known(Domain::software, chassis_keyword);
    const std::string_view model = field(text, "PID: ");
    const std::string_view serial = field(text, "SN: ");
    if (model.empty() || serial.empty()) return notes_.unknown(Domain::software, "PID and SN", text);
    about_.hardware.set(std::string(model), notes_.lines());
    if (serial != "N/A") about_.serial.set(std::string(serial), notes_.lines());
    notes_.understood();
  }

  LineNotes notes_;
  model::Software& about_;
  bool in_chassis_ = false;
  bool found_ = false;
};

ReadResult read(std::string_view bytes, const ReadOptions& options, model::Device& device) {
  return Reader(options, device).read(bytes);
}

std::vector<KeywordInfo> keywords() {
  return {{std::string(chassis_keyword), Domain::software, Treatment::modelled, {}},
          {"*", {}, Treatment::ignored, "modules, fans and power supplies"}};
}

}  // namespace

const Format& format() {
  static constexpr Format value{"cisco_nxos_inventory", "Cisco NX-OS hardware (show inventory)",
                                Domain::software,       read,
                                write_back_lines,       keywords,
                                Domain::software};
  return value;
}

}  // namespace muster::grammars::cisco_nxos_inventory
