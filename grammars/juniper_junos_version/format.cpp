#include "grammars/format.hpp"

#include <string>
#include <string_view>

#include "grammars/text_lines.hpp"

/// Output of `show version` of Junos: one member of a chassis after the other.
namespace muster::grammars::juniper_junos_version {
namespace {

constexpr std::string_view hostname_keyword = "Hostname:";
constexpr std::string_view model_keyword = "Model:";
constexpr std::string_view release_keyword = "Junos:";
constexpr std::string_view package_keyword = "JUNOS Software Release";

/// Without the line `Junos:`, older releases name theirs in the brackets of the first package of the base system.
bool names_release(std::string_view text) {
  return text.starts_with("JUNOS Software Release [") || text.starts_with("JUNOS Base OS boot [") ||
         text.starts_with("JUNOS Base OS Software Suite [");
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
    if (!named_ && !silenced_) notes_.open(Domain::software, "no line with a release: not the output of show version");
    return notes_.finish();
  }

 private:
  void read_line(std::string_view text) {
    if (text.empty()) return notes_.understood();
    if (text.starts_with(hostname_keyword)) return hostname(trim(text.substr(hostname_keyword.size())));
    if (text.starts_with(model_keyword)) return model(trim(text.substr(model_keyword.size())));
    if (text.starts_with(release_keyword)) return release(text.substr(release_keyword.size()));
    if (names_release(text)) return package(text.substr(text.find('[') + 1));
    notes_.ignored();
  }

  /// The configuration tells the name too; what is there already stays.
  void hostname(std::string_view name) {
    if (notes_.disabled(hostname_keyword)) return notes_.known(Domain::software, hostname_keyword);
    if (name.empty()) return notes_.unknown(Domain::software, "a name", name);
    if (!device_.hostname.known()) device_.hostname.set(std::string(name), notes_.lines());
    notes_.understood();
  }

  void model(std::string_view name) {
    if (notes_.disabled(model_keyword)) return notes_.known(Domain::software, model_keyword);
    if (name.empty()) return notes_.unknown(Domain::software, "a model", name);
    if (!device_.software.hardware.known()) device_.software.hardware.set(std::string(name), notes_.lines());
    notes_.understood();
  }

  /// "21.4R3-S3.4", "19.4R1.10 limited", "20.4R2.8-EVO".
  void release(std::string_view text) {
    if (notes_.disabled(release_keyword)) {
      silenced_ = true;
      return notes_.known(Domain::software, release_keyword);
    }
    Words words(text);
    const std::string_view version = words.next();
    if (version.empty()) return notes_.unknown(Domain::software, "a release", text);
    put(version);
    authoritative_ = true;
    notes_.understood();
  }

  /// The packages of one release may differ in their own numbers: they count only where nothing else is printed.
  void package(std::string_view text) {
    if (notes_.disabled(package_keyword) && !authoritative_) {
      silenced_ = true;
      return notes_.known(Domain::software, package_keyword);
    }
    if (named_ || authoritative_) return notes_.ignored();
    const std::string_view version = text.substr(0, text.find(']'));
    if (version.size() == text.size() || version.empty()) return notes_.unknown(Domain::software, "[RELEASE]", text);
    put(version);
    notes_.understood();
  }

  /// Members of one chassis with different releases: none of them is the device's.
  void put(std::string_view version) {
    model::Software& about = device_.software;
    if (named_ && about.version.value != version) {
      about.version.set_unknown(notes_.lines());
      return notes_.open(Domain::software, "the members have different releases");
    }
    named_ = true;
    about.version.set(std::string(version), notes_.lines());
    about.product.set(version.find("-EVO") != std::string_view::npos ? "Junos Evolved" : "Junos", notes_.lines());
  }

  LineNotes notes_;
  model::Device& device_;
  bool named_ = false;
  bool authoritative_ = false;  ///< by a line `Junos:`
  bool silenced_ = false;
};

ReadResult read(std::string_view bytes, const ReadOptions& options, model::Device& device) {
  return Reader(options, device).read(bytes);
}

std::vector<KeywordInfo> keywords() {
  const Domains software = Domain::software;
  return {{std::string(hostname_keyword), software, Treatment::modelled, {}},
          {std::string(model_keyword), software, Treatment::modelled, {}},
          {std::string(release_keyword), software, Treatment::modelled, {}},
          {std::string(package_keyword), software, Treatment::modelled, {}},
          {"*", {}, Treatment::ignored, "the packages of the release; no other line names product, release or model"}};
}

}  // namespace

const Format& format() {
  static constexpr Format value{
      "juniper_junos_version", "Junos release (show version)", Domain::software, read, write_back_lines, keywords};
  return value;
}

}  // namespace muster::grammars::juniper_junos_version
