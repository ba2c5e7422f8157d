#include "grammars/cisco_asa/config.hpp"

/// The modular policy framework: what is inspected, and how. It drops more than the access lists do, never less, but
/// for what bypasses the state of connections.
namespace muster::grammars::cisco_asa {
namespace {

constexpr std::string_view inspected = "how connections are inspected: access lists decide which there are";

Outcome block(Config&, Cursor& cursor) {
  if (cursor.at_end()) return cursor.fail("a name");
  cursor.take_rest();
  return Outcome::understood;
}

const Table& class_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"set connection advanced-options", Domain::filters},
      {"set connection", Domain::filters},
      {"user-statistics", Domain::filters},
      {"trust", Domain::filters},
      ignored<Config>("set connection conn-max", inspected),
      ignored<Config>("set connection embryonic-conn-max", inspected),
      ignored<Config>("set connection per-client-max", inspected),
      ignored<Config>("set connection per-client-embryonic-max", inspected),
      ignored<Config>("set connection syn-cookie", inspected),
      ignored<Config>("set connection timeout", inspected),
      ignored<Config>("set connection decrement-ttl", inspected),
      ignored<Config>("set connection random-sequence-number", inspected),
      ignored<Config>("inspect", inspected),
      ignored<Config>("description", "descriptive text"),
      ignored<Config>("parameters", inspected),
      ignored<Config>("police", "queues"),
      ignored<Config>("priority", "queues"),
      ignored<Config>("shape", "queues"),
      ignored<Config>("ips", "a module beside the firewall: it only drops"),
      ignored<Config>("sfr", "a module beside the firewall: it only drops"),
      ignored<Config>("cxsc", "a module beside the firewall: it only drops"),
      ignored<Config>("csc", "a module beside the firewall: it only drops"),
      ignored<Config>("flow-export", "traffic statistics"),
  });
  static const Table table({rows});
  return table;
}

const Table& policy_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"class", Domain::filters, &block, &class_table},
      ignored<Config>("description", "descriptive text"),
  });
  static const Table table({rows});
  return table;
}

}  // namespace

Rows inspection_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"policy-map", Domain::filters, &block, &policy_table},
      ignored<Config>("policy-map type", inspected),
      ignored<Config>("class-map", inspected),
      ignored<Config>("service-policy", inspected),
      ignored<Config>("regex", inspected),
      ignored<Config>("tcp-map", inspected),
      ignored<Config>("fixup", inspected),
      ignored<Config>("priority-queue", "queues"),
      ignored<Config>("threat-detection", "counts, and shuns who scans: it only drops"),
      ignored<Config>("dynamic-filter", "drops what known bad hosts send: it only drops"),
      ignored<Config>("fragment", "reassembly of fragments"),
      ignored<Config>("filter", "pages that are forbidden: it only drops"),
      ignored<Config>("url-server", "pages that are forbidden: it only drops"),
      ignored<Config>("url-block", "pages that are forbidden: it only drops"),
      ignored<Config>("url-cache", "pages that are forbidden: it only drops"),
      ignored<Config>("scansafe", "pages that are forbidden: it only drops"),
      ignored<Config>("ip audit", "signatures of attacks: it only drops"),
      ignored<Config>("shun", "hosts that are cut off: it only drops"),
      ignored<Config>("tls-proxy", inspected),
      ignored<Config>("ctl-file", inspected),
      ignored<Config>("ctl-provider", inspected),
      ignored<Config>("phone-proxy", inspected),
      ignored<Config>("uc-ime", inspected),
      ignored<Config>("media-termination", inspected),
      ignored<Config>("ctl", inspected),
      ignored<Config>("ctm", "how work is shared by processors"),
      ignored<Config>("dns-guard", inspected),
      ignored<Config>("flow-offload", "how packets are forwarded inside the box"),
      ignored<Config>("set connection", inspected),
  });
  return rows;
}

}  // namespace muster::grammars::cisco_asa
