#pragma once

#include <catch2/catch.hpp>
#include <string>
#include <utility>
#include <vector>

#include "core/redacted_text.hpp"
#include "crypto/key_ring.hpp"
#include "store/store.hpp"

/// Made-up devices, captures and verdicts for the tests of the store.
namespace muster::test {

inline Timestamp at(const std::string& text) { return parse_timestamp(text).value(); }

inline const Timestamp night = at("2026-03-01T02:00:00Z");

/// The value of a result that must be good; the message of its error otherwise.
template <class T>
T must(Result<T> result) {
  if (!result) FAIL(to_string(result.error()));
  return std::move(*result);
}
inline void must(const Result<void>& result) {
  if (!result) FAIL(to_string(result.error()));
}

template <class T>
Error error_of(const Result<T>& result) {
  REQUIRE_FALSE(result);
  return result.error();
}

inline const crypto::KeyRing& sample_key() {
  static const crypto::KeyRing ring = must(crypto::KeyRing::ephemeral());
  return ring;
}

inline store::Store memory_store() { return must(store::Store::open(":memory:", sample_key())); }

inline store::RunInfo sample_run() {
  return {.started = night,
          .tool_version = "0.1.0",
          .source = "ssh",
          .inventory_digest = std::string(64, 'a'),
          .planned = 3};
}

/// A configuration with a planted secret, and its redacted form.
struct Config {
  std::string raw;
  RedactedText redacted;
};

inline Config sample_config(const std::string& hostname, const std::string& secret, std::size_t filler = 0) {
  std::string raw = "hostname " + hostname + "\nenable password ";
  const auto begin = static_cast<std::uint32_t>(raw.size());
  raw += secret;
  const auto end = static_cast<std::uint32_t>(raw.size());
  raw += "\n";
  for (std::size_t i = 0; i < filler; ++i)
    raw += "interface Vlan" + std::to_string(i) + "\n description uplink of " + hostname + "\n";
  return {raw, redact(raw, {{begin, end}}, crypto::fingerprinter(&sample_key()))};
}

inline Capture sample_capture(const std::string& command, const std::string& bytes, Timestamp time = night) {
  return {.command = command,
          .sent = "show " + command,
          .format = "cisco_ios",
          .context = "",
          .source = "ssh://192.0.2.1:22",
          .started = time - std::chrono::seconds(2),
          .finished = time,
          .content_time = time,
          .normaliser_version = 3,
          .failure = CollectionFailure::none,
          .detail = "",
          .bytes = bytes};
}

inline Capture failed_capture(const std::string& command, CollectionFailure failure, Timestamp time = night) {
  Capture capture = sample_capture(command, "", time);
  capture.failure = failure;
  capture.detail = "after 30 s";
  return capture;
}

/// A device with the captures given, and the redacted form of each.
struct Device {
  CollectionOutcome outcome;
  std::vector<RedactedText> redacted;
};

inline Device sample_device(const std::string& id, const std::string& secret, Timestamp time = night) {
  const Config config = sample_config("host-" + id, secret);
  const std::string version = "Cisco IOS Software, Version 15.2(4)M7\n";
  Device device;
  device.outcome = {
      .device_id = id,
      .member = "",
      .failure = CollectionFailure::none,
      .detail = "",
      .host_key = "ssh-ed25519 SHA256:abc",
      .legacy_algorithms_used = true,
      .captures = {sample_capture("running-config", config.raw, time), sample_capture("version", version, time),
                   failed_capture("routes", CollectionFailure::stalled, time)},
      .timeline = {{3, "connect", "192.0.2.1"}, {40, "authentication", ""}, {900, "close", ""}}};
  device.redacted = {config.redacted, redact(version, {}, crypto::fingerprinter(&sample_key())), RedactedText()};
  return device;
}

inline Verdict sample_verdict(const std::string& rule, const std::string& device, VerdictStatus status,
                              const std::string& object = "") {
  return {.rule_id = rule,
          .device_id = device,
          .object = object,
          .fingerprint = finding_fingerprint(rule, device, object),
          .status = status,
          .severity = Severity::high,
          .in_doubt = status == VerdictStatus::fail,
          .message = status == VerdictStatus::fail ? "telnet is on" : "",
          .reasons = status == VerdictStatus::not_assessed
                         ? std::vector<std::string>{"line 3 is unknown", "routes: stalled"}
                         : std::vector<std::string>{},
          .evidence = {{0, 1, 3}, {1, 7, 7}}};
}

inline DeviceFacts sample_facts(const std::string& device, std::vector<Verdict> verdicts) {
  return {.device_id = device,
          .hostname = "host-" + device,
          .platform = "cisco_ios",
          .site = "lab",
          .role = "edge",
          .software = "IOS 15.2(4)M7",
          .failure = CollectionFailure::none,
          .detail = "",
          .lines = {10, 2, 3, 1},
          .open = Domain::users | Domain::routes,
          .verdicts = std::move(verdicts)};
}

}  // namespace muster::test
