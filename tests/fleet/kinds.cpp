#include "fleet/kinds.hpp"

#include <array>

#include "fleet/fleet.hpp"

namespace muster::fleet {

using namespace std::chrono_literals;
using enum CollectionFailure;

namespace {

/// 6 KB that end in `end`, with secrets.
std::string configuration() {
  std::string text =
      "Building configuration...\n\nversion 15.2\nhostname r1\nenable secret 9 $9$abc\n"
      "username admin privilege 15 secret 9 $9$def\nsnmp-server community s3cr3t RO\n!\n";
  for (int i = 0; i < 60; ++i)
    text += "interface GigabitEthernet0/" + std::to_string(i) + "\n description link number " + std::to_string(i) +
            "\n switchport mode access\n no shutdown\n!\n";
  return text + "end\n";
}

template <Fault fault>
void with(Device& device) {
  device.fault = device.fault | fault;
}

template <Fault fault>
void once(Device& device) {
  device.fault = fault;
  device.fault_times = 1;
}

constexpr Expected whole{};
constexpr Expected failed(CollectionFailure failure, unsigned logins = 1) { return {failure, failure, false, logins}; }
constexpr Expected command_failed(CollectionFailure failure) { return {none, failure, false, 1}; }

constexpr auto plain_order = [](CollectJob&) {};
/// Its denials are not to stop the login of others.
constexpr auto own_credential = [](CollectJob& job) { job.credential.id = job.device_id; };
constexpr auto legacy_order = [](CollectJob& job) { job.legacy_algorithms = true; };

const std::array healthy{
    Kind{"router", [](Device&) {}, whole},
    Kind{"box", [](Device&) {}, whole, plain_order, true},
    Kind{"banner",
         [](Device& d) {
           d.banner = "\n*** AUTHORISED USERS ONLY ***\nr1# show running-config\nr1#\nsw9>\n --More-- \n";
         },
         whole},
    Kind{"issue", [](Device& d) { d.issue = "Keep out\r\nPassword: \r\nr1#"; }, whole},
    Kind{"enable", [](Device& d) { d.enable = kind_enable; }, whole},
    Kind{"interactive", [](Device& d) { d.interactive = true; }, whole},
    Kind{"slow", [](Device& d) { d.slowness = 2ms, d.piece = 997; }, whole},
    Kind{"latency", [](Device& d) { d.latency = 100ms; }, whole},
    Kind{"slow-login", [](Device& d) { d.login_time = 1s; }, whole},
    Kind{"slow-login-box", [](Device& d) { d.login_time = 1s; }, whole, plain_order, true},
    Kind{"legacy", [](Device& d) { d.legacy = true; }, whole, legacy_order},
    Kind{"issue-flood", &with<Fault::issue_flood>, whole},
    Kind{"banner-flood", &with<Fault::banner_flood>, whole},
    Kind{"prompt-inside", &with<Fault::prompt_inside>, whole},
    Kind{"byte-at-a-time", &with<Fault::byte_at_a_time>, whole},
    Kind{"byte-at-a-time-box", &with<Fault::byte_at_a_time>, whole, plain_order, true},
    Kind{"late-logout", &with<Fault::late_logout>, whole},
    Kind{"no-logout", &with<Fault::no_logout>, whole},
    Kind{"one-session", &with<Fault::one_session>, whole},
    Kind{"dropped-once", &once<Fault::drop>, {none, none, false, 2}},
    Kind{"stalled-once", &once<Fault::stall>, {none, none, false, 2}},
    Kind{"not-ssh-once", &once<Fault::not_ssh>, whole},
    Kind{"pager", &with<Fault::pager>, whole},
    Kind{"pager-byte-at-a-time", [](Device& d) { d.fault = Fault::pager | Fault::byte_at_a_time; }, whole},
    Kind{"noise-echo", &with<Fault::noise_echo>, whole},
    Kind{"split-echo", &with<Fault::split_echo>, whole},
    Kind{"questions",
         [](Device& d) {
           d.acknowledge = {{"Press 'a' to accept: ", "a", true}, {"Press RETURN to continue ", "\n", true}};
         },
         whole},
    Kind{"line-password", [](Device& d) { d.line_password = kind_line; }, whole},
    Kind{"line-and-enable", [](Device& d) { d.line_password = kind_line, d.enable = kind_enable; }, whole},
    Kind{"masked", &with<Fault::masked>, {none, none, true, 1}},
};

const std::array faulty{
    Kind{"not-ssh", &with<Fault::not_ssh>, failed(protocol, 0)},
    Kind{"silent", &with<Fault::silent>, failed(stalled, 0)},
    Kind{"half-open", &with<Fault::half_open>, failed(stalled, 0)},
    Kind{"vanish", &with<Fault::vanish>, failed(stalled, 2)},
    Kind{"vanish-box", &with<Fault::vanish>, failed(stalled, 2), plain_order, true},
    Kind{"drop", &with<Fault::drop>, failed(truncated, 2)},
    Kind{"drop-box", &with<Fault::drop>, failed(truncated, 2), plain_order, true},
    Kind{"changed-key", &with<Fault::changed_key>, failed(host_key_changed, 0)},
    Kind{"never-enrolled", [](Device&) {}, failed(host_key_unknown, 0),
         [](CollectJob& job) { job.endpoints[0].pinned_keys.clear(); }},
    Kind{"no-credential", [](Device&) {}, failed(credential_missing, 0),
         [](CollectJob& job) { job.credential.login.name = "MUSTER_TEST_UNSET"; }},
    Kind{"unreachable", [](Device&) {}, failed(unreachable, 0), [](CollectJob& job) { job.endpoints[0].port = 1; }},
    Kind{"legacy-refused", [](Device& d) { d.legacy = true; }, failed(protocol, 0)},
    Kind{"deny", &with<Fault::deny>, failed(denied), own_credential},
    Kind{"deny-box", &with<Fault::deny>, failed(denied), own_credential, true},
    Kind{"only-keys", [](Device& d) { d.password.clear(), d.public_key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA"; },
         failed(denied, 0), own_credential},
    Kind{"wrong-enable", [](Device& d) { d.enable = "another"; }, failed(denied), own_credential},
    Kind{"low-privilege", [](Device& d) { d.privilege = 7; }, failed(refused)},
    Kind{"filtered", &with<Fault::filtered>, failed(refused)},
    Kind{"endless-banner", &with<Fault::endless_banner>, failed(garbage, 2)},
    Kind{"garbage", &with<Fault::garbage>, failed(garbage, 2)},
    Kind{"garbage-box", &with<Fault::garbage>, command_failed(truncated), plain_order, true},
    Kind{"no-echo", &with<Fault::no_echo>, failed(garbage, 2)},
    Kind{"close", &with<Fault::close>, failed(truncated, 2)},
    Kind{"close-box", &with<Fault::close>, command_failed(truncated), plain_order, true},
    Kind{"cut", &with<Fault::cut>, command_failed(truncated)},
    Kind{"cut-box", &with<Fault::cut>, command_failed(truncated), plain_order, true},
    Kind{"stall", &with<Fault::stall>, failed(stalled, 2)},
    Kind{"noise", &with<Fault::noise>, command_failed(garbage)},
    Kind{"noise-inside", &with<Fault::noise_inside>, command_failed(garbage)},
    Kind{"wrong-prompt", &with<Fault::wrong_prompt>, failed(stalled, 2)},
    Kind{"two-questions",
         [](Device& d) {
           d.interactive = true;
           d.questions = {{"Benutzername: ", "muster", true}, {"Kennwort: ", kind_password, false}};
         },
         failed(denied, 0)},
    Kind{"busy", [](Device& d) { d.load = 99; }, command_failed(busy)},
    Kind{"wrong-line-password", [](Device& d) { d.line_password = "another"; }, failed(denied), own_credential},
    Kind{"stall-box", &with<Fault::stall>, failed(stalled, 2), plain_order, true},
};

}  // namespace

std::span<const Kind> healthy_kinds() { return healthy; }

std::span<const Kind> faulty_kinds() { return faulty; }

Device make_device(const Kind& kind, std::string id) {
  static const Text config(configuration());
  Device device;
  device.id = std::move(id);
  device.personality = kind.box ? Device::Personality::exec : Device::Personality::shell;
  device.password = kind_password;
  device.outputs["show running-config"] = {config, 0, {}};
  kind.shape(device);
  return device;
}

CollectJob make_job(const Kind& kind, const Device& device) {
  using enum CredentialReference::Kind;
  CollectJob job;
  job.device_id = device.id;
  job.platform = kind.box ? "test_box" : "test_router";
  job.endpoints = {{device.address, device.port, {Fleet::enrolled_key(device)}}};
  job.credential.id = "test";
  job.credential.user = device.user;
  job.credential.login = {environment, "MUSTER_TEST_PASSWORD", {}};
  job.credential.enable = {environment, "MUSTER_TEST_ENABLE", {}};
  job.credential.line = {environment, "MUSTER_TEST_LINE", {}};
  kind.order(job);
  return job;
}

}  // namespace muster::fleet
