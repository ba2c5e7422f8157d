#include "grammars/format.hpp"

#include <string>
#include <string_view>

#include "grammars/mikrotik/records.hpp"
#include "grammars/mikrotik/services.hpp"
#include "grammars/text_lines.hpp"

/// Output of `/ip service print detail` of RouterOS.
namespace muster::grammars::mikrotik_routeros_services {
namespace {

constexpr std::string_view service_keyword = "service";

class Reader {
 public:
  Reader(const ReadOptions& options, model::Device& device)
      : options_(options), notes_(options, device), device_(device) {}

  ReadResult read(std::string_view bytes) {
    const bool any = mikrotik::read_records(bytes, notes_, Domain::management,
                                            [&](const mikrotik::Record& record, bool first) { one(record, first); });
    if (!any || !found_) notes_.open(Domain::management, "no service: not the output of /ip service print");
    return notes_.finish();
  }

 private:
  void one(const mikrotik::Record& record, bool first) {
    if (notes_.disabled(service_keyword)) return found_ = true, notes_.known(Domain::management, service_keyword);
    const std::string* const name = record.find("name");
    const std::string* const port = record.find("port");
    std::uint32_t number = 0;
    if (record.ambiguous || name == nullptr || name->empty() || port == nullptr || !parse_number(*port, number))
      return notes_.unknown(Domain::management, "the name and the port of a service", trim(notes_.line().text));
    found_ = true;
    // Connections that are open stand in the same list.
    if (record.has('c') || record.find("remote") != nullptr) return notes_.ignored();
    if (first) put(record, *name, number);
    notes_.understood();
  }

  void put(const mikrotik::Record& record, const std::string& name, std::uint32_t port) {
    const model::LinesId lines = notes_.lines();
    model::ManagementService& to =
        mikrotik::management_service(device_, options_.context, mikrotik::service_name(name));
    to.lines = device_.lines.join(to.lines, lines);
    to.name.lines = to.lines;
    to.enabled.set(!record.has('X'), lines);
    to.port.set(port, lines);
    to.filter.set_absent(lines);
    const std::string* const address = record.find("address");
    mikrotik::set_sources(to.allowed_sources, address == nullptr ? std::string_view() : *address, lines);
  }

  const ReadOptions& options_;
  LineNotes notes_;
  model::Device& device_;
  bool found_ = false;
};

ReadResult read(std::string_view bytes, const ReadOptions& options, model::Device& device) {
  return Reader(options, device).read(bytes);
}

std::vector<KeywordInfo> keywords() {
  const Domains management = Domain::management;
  return {{std::string(service_keyword), management, Treatment::modelled, {}},
          {"connection", {}, Treatment::ignored, "sessions that are open at the time"}};
}

}  // namespace

const Format& format() {
  static constexpr Format value{.name = "mikrotik_routeros_services",
                                .title = "MikroTik RouterOS services (/ip service print detail)",
                                .contributes = Domain::management,
                                .read = read,
                                .write_back = write_back_lines,
                                .keywords = keywords,
                                .partial = Domain::management};
  return value;
}

}  // namespace muster::grammars::mikrotik_routeros_services
