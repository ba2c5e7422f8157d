#pragma once

#include <string>

#include "support/reading.hpp"

namespace muster::test {

/// A device as text, a line each: what a test compares.
inline std::string text_of(const model::Text& text) {
  switch (text.state) {
    case model::State::unknown: return "?";
    case model::State::absent: return "-";
    case model::State::configured: return text.value;
    case model::State::defaulted: return "(" + text.value + ")";
  }
  return {};
}
inline std::string text_of(const model::Boolean& value) {
  model::Text text;
  text.value = value.value ? "yes" : "no", text.state = value.state;
  return text_of(text);
}
inline std::string text_of(const model::Integer& value) {
  model::Text text;
  text.value = std::to_string(value.value), text.state = value.state;
  return text_of(text);
}
inline std::string text_of(const model::Texts& value) {
  model::Text text;
  for (const auto& each : value.value) text.value += (text.value.empty() ? "" : ",") + each;
  text.state = value.state;
  return text_of(text);
}
inline std::string text_of(const model::SecretAttribute& value) {
  model::Text text;
  text.value = value.value.format, text.state = value.state;
  return text_of(text);
}

inline std::string shown(const model::Device& device) {
  std::string all = "hostname " + text_of(device.hostname) + '\n';
  for (const auto& e : device.users) all += "user " + text_of(e.name) + " role " + text_of(e.role) + " password " + text_of(e.password) + '\n';
  for (const auto& e : device.credentials) all += "credential " + text_of(e.kind) + ' ' + text_of(e.name) + ' ' + text_of(e.value) + '\n';
  for (const auto& e : device.snmp_communities)
    all += text_of(e.name) + ' ' + text_of(e.value) + ' ' + text_of(e.access) + " filter " + text_of(e.filter) + '\n';
  for (const auto& e : device.services)
    if (e.enabled.value || e.enabled.state != model::State::defaulted)
      all += "service " + text_of(e.name) + ' ' + text_of(e.enabled) + " port " + text_of(e.port) + " version " + text_of(e.version) + " filter " +
             text_of(e.filter) + '\n';
  for (const auto& e : device.terminal_lines)
    all += "line " + text_of(e.name) + ' ' + text_of(e.transport_input) + " class " + text_of(e.access_class) + " timeout " + text_of(e.exec_timeout) + '\n';
  for (const auto& e : device.logging.targets)
    all += "log " + text_of(e.address) + ' ' + text_of(e.port) + ' ' + text_of(e.transport) + ' ' + text_of(e.severity) + '\n';
  for (const auto& e : device.ntp_servers) all += "ntp " + text_of(e.name) + " authenticated " + text_of(e.authenticated) + '\n';
  for (const auto& e : device.interfaces)
    all += "interface " + text_of(e.name) + (e.open ? " open" : "") + " enabled " + text_of(e.enabled) + ' ' + text_of(e.addresses) + " vrf " + text_of(e.vrf) +
           " in " + text_of(e.filter_in) + " out " + text_of(e.filter_out) + " rpf " + text_of(e.unicast_rpf) + '\n';
  for (const auto& e : device.filters) {
    all += "filter " + text_of(e.name) + " hook " + text_of(e.hook) + " default " + text_of(e.default_action) + '\n';
    for (const auto& r : e.rules)
      all += "  " + r.name + ' ' + r.action + ' ' + r.protocol + ' ' + r.source + ':' + r.source_port + " > " + r.destination + ':' + r.destination_port +
             (r.log ? " log" : "") + (r.established ? " established" : "") + (r.other_conditions ? " narrowed" : "") + (r.opaque ? " opaque" : "") + '\n';
  }
  for (const auto& e : device.static_routes) all += "route " + text_of(e.prefix) + " via " + text_of(e.next_hop) + " vrf " + text_of(e.vrf) + '\n';
  for (const auto& e : device.neighbors) all += "neighbor " + text_of(e.name) + " as " + text_of(e.remote_as) + " authenticated " + text_of(e.authenticated) + '\n';
  for (const auto& e : device.redundancy_groups)
    all += "group " + text_of(e.name) + " priority " + text_of(e.priority) + ' ' + text_of(e.virtual_addresses) + " tracked " + text_of(e.tracked) +
           " authenticated " + text_of(e.authenticated) + '\n';
  return all;
}

}  // namespace muster::test
