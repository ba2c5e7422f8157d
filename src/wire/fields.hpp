#pragma once

#include <concepts>
#include <cstddef>
#include <type_traits>

#include "core/collect.hpp"
#include "core/facts.hpp"
#include "core/manifest.hpp"
#include "core/verdict.hpp"

/// The fields of each value, named once for both directions: an archive is called with the key and the member.
/// The assertions make a member that is added to a value, but not here, an error of the compiler.
namespace muster::wire {

template <class T, class U>
concept Like = std::same_as<std::remove_const_t<T>, U>;

struct Anything {
  template <class T>
  operator T() const;
};

/// How many members an aggregate has: as many as it can be initialised with.
template <class T, class... Members>
consteval std::size_t member_count() {
  if constexpr (requires { T{Members{}..., Anything{}}; })
    return member_count<T, Members..., Anything>();
  else
    return sizeof...(Members);
}

void fields(auto& archive, Like<CredentialReference> auto& value) {
  static_assert(member_count<CredentialReference>() == 5);
  archive("kind", value.kind);
  archive("name", value.name);
  archive("passphrase", value.passphrase);
  archive("certificate", value.certificate);
  archive("command", value.command);
}

void fields(auto& archive, Like<CredentialSpec> auto& value) {
  static_assert(member_count<CredentialSpec>() == 6);
  archive("id", value.id);
  archive("user", value.user);
  archive("login", value.login);
  archive("enable", value.enable);
  archive("line", value.line);
  archive("aaa_domain", value.aaa_domain);
}

void fields(auto& archive, Like<Endpoint> auto& value) {
  static_assert(member_count<Endpoint>() == 3);
  archive("host", value.host);
  archive("port", value.port);
  archive("pinned_keys", value.pinned_keys);
}

void fields(auto& archive, Like<JumpHost> auto& value) {
  static_assert(member_count<JumpHost>() == 3);
  archive("id", value.id);
  archive("endpoints", value.endpoints);
  archive("credential", value.credential);
}

void fields(auto& archive, Like<CollectJob> auto& value) {
  static_assert(member_count<CollectJob>() == 11);
  archive("device_id", value.device_id);
  archive("member", value.member);
  archive("platform", value.platform);
  archive("site", value.site);
  archive("endpoints", value.endpoints);
  archive("credential", value.credential);
  archive("contexts", value.contexts);
  archive("features", value.features);
  archive("jump", value.jump);
  archive("legacy_algorithms", value.legacy_algorithms);
  archive("canary", value.canary);
}

void fields(auto& archive, Like<CaptureLimit> auto& value) {
  static_assert(member_count<CaptureLimit>() == 2);
  archive("reason", value.reason);
  archive("domains", value.domains);
}

void fields(auto& archive, Like<Capture> auto& value) {
  static_assert(member_count<Capture>() == 13);
  archive("command", value.command);
  archive("sent", value.sent);
  archive("format", value.format);
  archive("context", value.context);
  archive("source", value.source);
  archive("started", value.started);
  archive("finished", value.finished);
  archive("content_time", value.content_time);
  archive("normaliser_version", value.normaliser_version);
  archive("failure", value.failure);
  archive("detail", value.detail);
  archive("limits", value.limits);
  archive.payload("bytes", value.bytes);
}

void fields(auto& archive, Like<CollectEvent> auto& value) {
  static_assert(member_count<CollectEvent>() == 3);
  archive("milliseconds", value.milliseconds);
  archive("phase", value.phase);
  archive("detail", value.detail);
}

void fields(auto& archive, Like<CollectionOutcome> auto& value) {
  static_assert(member_count<CollectionOutcome>() == 10);  // the transcript stays where it was made
  archive("device_id", value.device_id);
  archive("member", value.member);
  archive("platform", value.platform);
  archive("failure", value.failure);
  archive("detail", value.detail);
  archive("host_key", value.host_key);
  archive("legacy_algorithms_used", value.legacy_algorithms_used);
  archive("captures", value.captures);
  archive("timeline", value.timeline);
}

void fields(auto& archive, Like<LineCounts> auto& value) {
  static_assert(member_count<LineCounts>() == 4);
  archive("understood", value.understood);
  archive("ignored", value.ignored);
  archive("known", value.known);
  archive("unknown", value.unknown);
}

void fields(auto& archive, Like<Evidence> auto& value) {
  static_assert(member_count<Evidence>() == 3);
  archive("capture", value.capture);
  archive("first_line", value.first_line);
  archive("last_line", value.last_line);
}

void fields(auto& archive, Like<Verdict> auto& value) {
  static_assert(member_count<Verdict>() == 13);  // `values` are made again, never kept
  archive("rule_id", value.rule_id);
  archive("device_id", value.device_id);
  archive("object", value.object);
  archive("fingerprint", value.fingerprint);
  archive("status", value.status);
  archive("severity", value.severity);
  archive("in_doubt", value.in_doubt);
  archive("message", value.message);
  archive("reasons", value.reasons);
  archive("evidence", value.evidence);
  archive("waiver", value.waiver);
  archive("grace_until", value.grace_until);
}

void fields(auto& archive, Like<DeviceFacts> auto& value) {
  static_assert(member_count<DeviceFacts>() == 11);
  archive("device_id", value.device_id);
  archive("hostname", value.hostname);
  archive("platform", value.platform);
  archive("site", value.site);
  archive("role", value.role);
  archive("software", value.software);
  archive("failure", value.failure);
  archive("detail", value.detail);
  archive("lines", value.lines);
  archive("open", value.open);
  archive("verdicts", value.verdicts);
}

void fields(auto& archive, Like<CaptureReference> auto& value) {
  static_assert(member_count<CaptureReference>() == 12);
  archive("device_id", value.device_id);
  archive("member", value.member);
  archive("context", value.context);
  archive("command", value.command);
  archive("format", value.format);
  archive("source", value.source);
  archive("content_time", value.content_time);
  archive("failure", value.failure);
  archive("detail", value.detail);
  archive("redacted_id", value.redacted_id);
  archive("sealed_id", value.sealed_id);
  archive("limits", value.limits);
}

void fields(auto& archive, Like<EvaluationManifest> auto& value) {
  static_assert(member_count<EvaluationManifest>() == 7);
  archive("tool_version", value.tool_version);
  archive("as_of", value.as_of);
  archive("captures", value.captures);
  archive("inventory_digest", value.inventory_digest);
  archive("policies", value.policies);
  archive("data", value.data);
  archive("key_id", value.key_id);
}

}  // namespace muster::wire
