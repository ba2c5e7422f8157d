#include "grammars/format.hpp"

#include <string>
#include <string_view>

#include "grammars/durations.hpp"
#include "grammars/text_lines.hpp"

/// Output of `show version` of Cisco ASA, and of FTD, which prints its own release above that of the ASA inside.
namespace muster::grammars::cisco_asa_version {
namespace {

constexpr std::string_view release_keyword = "Cisco Adaptive Security Appliance Software Version";
constexpr std::string_view threat_defense_keyword = "Model";
constexpr std::string_view image_keyword = "System image file is";
constexpr std::string_view uptime_keyword = "up";
constexpr std::string_view hardware_keyword = "Hardware:";
constexpr std::string_view model_keyword = "Model Id:";
constexpr std::string_view serial_keyword = "Serial Number:";

std::string_view after(std::string_view text, std::string_view keyword) { return trim(text.substr(keyword.size())); }

class Reader {
 public:
  Reader(const ReadOptions& options, model::Device& device)
      : notes_(options, device), device_(device), about_(device.software) {}

  ReadResult read(std::string_view bytes) {
    LineScanner scanner(bytes);
    for (TextLine line; scanner.next(line);) {
      notes_.begin(line);
      read_line(trim(line.text));
    }
    if (!found_) notes_.open(Domain::software, "no line with a release: not the output of show version");
    return notes_.finish();
  }

 private:
  void read_line(std::string_view text) {
    if (text.empty()) return notes_.understood();
    if (text.starts_with(release_keyword)) return release(after(text, release_keyword));
    if (text.starts_with("Model ") && text.find(" Threat Defense ") != std::string_view::npos)
      return threat_defense(text);
    if (text.starts_with(image_keyword)) return image(after(text, image_keyword));
    if (text.starts_with(hardware_keyword)) return hardware(hardware_keyword, after(text, hardware_keyword));
    if (text.starts_with(model_keyword)) return hardware(model_keyword, after(text, model_keyword));
    if (text.starts_with(serial_keyword)) return put(about_.serial, serial_keyword, after(text, serial_keyword));
    if (const std::size_t at = text.find(" up ");
        at != std::string_view::npos && !text.starts_with("failover cluster up "))
      return uptime(text.substr(0, at), text.substr(at + 4));
    notes_.ignored();
  }

  /// "9.16(3)19", perhaps with "<context>" behind it
  void release(std::string_view text) {
    found_ = true;
    if (notes_.disabled(release_keyword)) return notes_.known(Domain::software, release_keyword);
    const std::string_view version = Words(text).next();
    if (version.empty()) return notes_.unknown(Domain::software, "a release", text);
    notes_.understood();
    if (threat_defense_) return;  // the ASA inside has a number of its own
    about_.product.set("ASA", notes_.lines());
    about_.version.set(std::string(version), notes_.lines());
  }

  /// "Model : Cisco Firepower 2130 Threat Defense (77) Version 7.2.4 (Build 169)"
  void threat_defense(std::string_view text) {
    found_ = threat_defense_ = true;
    if (notes_.disabled(threat_defense_keyword)) return notes_.known(Domain::software, threat_defense_keyword);
    const std::size_t at = text.find(" Version ");
    if (at == std::string_view::npos) return notes_.unknown(Domain::software, "a release", text.substr(text.size()));
    about_.product.set("FTD", notes_.lines());
    about_.version.set(std::string(Words(text.substr(at + 9)).next()), notes_.lines());
    notes_.understood();
  }

  void image(std::string_view text) {
    const bool quoted = text.size() > 2 && text.front() == '"' && text.back() == '"';
    if (!quoted) return notes_.unknown(Domain::software, "an image in quotes", text);
    put(about_.image, image_keyword, text.substr(1, text.size() - 2));
  }

  /// "ASA5516, 8192 MB RAM, ..."; a virtual one says below which it is: "ASAv10".
  void hardware(std::string_view keyword, std::string_view text) {
    if (notes_.disabled(keyword)) return notes_.known(Domain::software, keyword);
    const std::string_view name = trim(text.substr(0, text.find(',')));
    if (name.empty()) return notes_.unknown(Domain::software, "a model", text);
    about_.hardware.set(std::string(name), notes_.lines());
    notes_.understood();
  }

  /// "asa1 up 41 days 19 hours"; any other line may have an "up" in it.
  void uptime(std::string_view name, std::string_view rest) {
    const auto seconds = parse_uptime(rest);
    if (!seconds || name.find(' ') != std::string_view::npos) return notes_.ignored();
    if (notes_.disabled(uptime_keyword)) return notes_.known(Domain::software, uptime_keyword);
    about_.uptime.set(*seconds, notes_.lines());
    if (!device_.hostname.known()) device_.hostname.set(std::string(name), notes_.lines());
    notes_.understood();
  }

  void put(model::Text& target, std::string_view keyword, std::string_view value) {
    if (notes_.disabled(keyword)) return notes_.known(Domain::software, keyword);
    if (value.empty()) return notes_.unknown(Domain::software, "a value", value);
    target.set(std::string(value), notes_.lines());
    notes_.understood();
  }

  LineNotes notes_;
  model::Device& device_;
  model::Software& about_;
  bool found_ = false;
  bool threat_defense_ = false;
};

ReadResult read(std::string_view bytes, const ReadOptions& options, model::Device& device) {
  return Reader(options, device).read(bytes);
}

std::vector<KeywordInfo> keywords() {
  std::vector<KeywordInfo> infos;
  for (const std::string_view keyword : {release_keyword, threat_defense_keyword, image_keyword, uptime_keyword,
                                         hardware_keyword, model_keyword, serial_keyword})
    infos.push_back({std::string(keyword), Domain::software, Treatment::modelled, {}});
  infos.push_back(
      {"*", {}, Treatment::ignored, "no other line names product, release, model, serial number, image or uptime"});
  return infos;
}

}  // namespace

const Format& format() {
  static constexpr Format value{"cisco_asa_version", "Cisco ASA and FTD release (show version)",
                                Domain::software,    read,
                                write_back_lines,    keywords};
  return value;
}

}  // namespace muster::grammars::cisco_asa_version
