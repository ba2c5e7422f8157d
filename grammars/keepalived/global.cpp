#include <array>

#include "grammars/keepalived/config.hpp"

/// The block global_defs.
namespace muster::grammars::keepalived {
namespace {

Outcome version(Config& config, Cursor& cursor) {
  const auto value = cursor.number(2, 3);
  if (!value) return cursor.fail("version 2 or 3");
  config.version = Said<std::int64_t>{*value, cursor.lines()};
  return cursor.end();
}

Outcome strict(Config& config, Cursor& cursor) {
  config.strict = Said<bool>{true, cursor.lines()};
  return cursor.end();
}

}  // namespace

Rows global_rows() {
  static constexpr std::string_view mail = "who is told";
  static constexpr std::string_view process = "how the processes run";
  static constexpr std::string_view timing = "how and how fast the protocol talks";
  static constexpr std::string_view kernel = "how the kernel is set up for it";
  static constexpr auto rows = std::to_array<Row>({
      {"vrrp_version", Domain::redundancy, version},
      {"vrrp_strict", Domain::redundancy, strict},
      {"enable_snmp_vrrp", Domain::snmp},
      {"enable_snmp_keepalived", Domain::snmp},
      {"enable_snmp_checker", Domain::snmp},
      {"enable_snmp_rfc", Domain::snmp},
      {"enable_snmp_rfcv2", Domain::snmp},
      {"enable_snmp_rfcv3", Domain::snmp},
      {"enable_traps", Domain::snmp},
      {"snmp_socket", Domain::snmp},
      ignored<Config>("router_id", "the name that messages carry"),
      ignored<Config>("notification_email", mail),
      ignored<Config>("notification_email_from", mail),
      ignored<Config>("smtp_server", mail),
      ignored<Config>("smtp_helo_name", mail),
      ignored<Config>("smtp_connect_timeout", mail),
      ignored<Config>("smtp_alert", mail),
      ignored<Config>("smtp_alert_vrrp", mail),
      ignored<Config>("smtp_alert_checker", mail),
      ignored<Config>("no_email_faults", mail),
      ignored<Config>("no_checker_emails", mail),
      ignored<Config>("enable_dbus", mail),
      ignored<Config>("dbus_service_name", mail),
      ignored<Config>("notify_fifo", mail),
      ignored<Config>("notify_fifo_script", mail),
      ignored<Config>("vrrp_notify_fifo", mail),
      ignored<Config>("vrrp_notify_fifo_script", mail),
      ignored<Config>("lvs_notify_fifo", mail),
      ignored<Config>("lvs_notify_fifo_script", mail),
      ignored<Config>("vrrp_notify_priority_changes", mail),
      ignored<Config>("fifo_write_vrrp_states_on_reload", mail),
      ignored<Config>("startup_script", process),
      ignored<Config>("startup_script_timeout", process),
      ignored<Config>("shutdown_script", process),
      ignored<Config>("shutdown_script_timeout", process),
      ignored<Config>("script_user", process),
      ignored<Config>("enable_script_security", process),
      ignored<Config>("dynamic_interfaces", process),
      ignored<Config>("default_interface", "the interface of addresses that name none"),
      ignored<Config>("random_seed", process),
      ignored<Config>("umask", process),
      ignored<Config>("tmp_config_directory", process),
      ignored<Config>("config_save_dir", process),
      ignored<Config>("data_use_instance", process),
      ignored<Config>("process_name", process),
      ignored<Config>("process_names", process),
      ignored<Config>("include_check", process),
      ignored<Config>("reload_check_config", process),
      ignored<Config>("reload_file", process),
      ignored<Config>("reload_repeat", process),
      ignored<Config>("reload_time_file", process),
      ignored<Config>("log_unknown_vrids", "adds messages"),
      ignored<Config>("checker_log_all_failures", "adds messages"),
      ignored<Config>("max_auto_priority", process),
      ignored<Config>("min_auto_priority_delay", process),
      ignored<Config>("process_monitor_rcv_bufs", process),
      ignored<Config>("process_monitor_rcv_bufs_force", process),
      ignored<Config>("rs_init_notifies", process),
      ignored<Config>("vrrp_process_name", process),
      ignored<Config>("vrrp_priority", process),
      ignored<Config>("vrrp_no_swap", process),
      ignored<Config>("vrrp_cpu_affinity", process),
      ignored<Config>("vrrp_rt_priority", process),
      ignored<Config>("vrrp_rlimit_rttime", process),
      ignored<Config>("checker_process_name", process),
      ignored<Config>("checker_priority", process),
      ignored<Config>("checker_no_swap", process),
      ignored<Config>("checker_cpu_affinity", process),
      ignored<Config>("checker_rt_priority", process),
      ignored<Config>("checker_rlimit_rttime", process),
      ignored<Config>("bfd_process_name", process),
      ignored<Config>("bfd_priority", process),
      ignored<Config>("bfd_no_swap", process),
      ignored<Config>("bfd_cpu_affinity", process),
      ignored<Config>("bfd_rt_priority", process),
      ignored<Config>("bfd_rlimit_rttime", process),
      ignored<Config>("vrrp_check_unicast_src", timing),
      ignored<Config>("vrrp_skip_check_adv_addr", timing),
      ignored<Config>("vrrp_startup_delay", timing),
      ignored<Config>("vrrp_down_timer_adverts", timing),
      ignored<Config>("vrrp_mcast_group4", timing),
      ignored<Config>("vrrp_mcast_group6", timing),
      ignored<Config>("vrrp_garp_extra_if", timing),
      ignored<Config>("vrrp_garp_interval", timing),
      ignored<Config>("vrrp_garp_lower_prio_delay", timing),
      ignored<Config>("vrrp_garp_lower_prio_repeat", timing),
      ignored<Config>("vrrp_garp_master_delay", timing),
      ignored<Config>("vrrp_garp_master_refresh", timing),
      ignored<Config>("vrrp_garp_master_refresh_repeat", timing),
      ignored<Config>("vrrp_garp_master_repeat", timing),
      ignored<Config>("vrrp_gna_interval", timing),
      ignored<Config>("vrrp_min_garp", timing),
      ignored<Config>("vrrp_higher_prio_send_advert", timing),
      ignored<Config>("vrrp_lower_prio_no_advert", timing),
      ignored<Config>("vmac_prefix", kernel),
      ignored<Config>("vmac_addr_prefix", kernel),
      ignored<Config>("vrrp_ipsets", kernel),
      ignored<Config>("vrrp_iptables", kernel),
      ignored<Config>("nftables", kernel),
      ignored<Config>("nftables_counters", kernel),
      ignored<Config>("nftables_ifindex", kernel),
      ignored<Config>("nftables_priority", kernel),
      ignored<Config>("nftables_ipvs", kernel),
      ignored<Config>("nftables_ipvs_priority", kernel),
      ignored<Config>("nftables_ipvs_start_fwmark", kernel),
      ignored<Config>("disable_local_igmp", kernel),
      ignored<Config>("lvs_flush", kernel),
      ignored<Config>("lvs_flush_on_stop", kernel),
      ignored<Config>("lvs_timeouts", kernel),
      ignored<Config>("lvs_sync_daemon", kernel),
      ignored<Config>("lvs_netlink_cmd_rcv_bufs", kernel),
      ignored<Config>("lvs_netlink_cmd_rcv_bufs_force", kernel),
      ignored<Config>("lvs_netlink_monitor_rcv_bufs", kernel),
      ignored<Config>("lvs_netlink_monitor_rcv_bufs_force", kernel),
      ignored<Config>("vrrp_netlink_cmd_rcv_bufs", kernel),
      ignored<Config>("vrrp_netlink_cmd_rcv_bufs_force", kernel),
      ignored<Config>("vrrp_netlink_monitor_rcv_bufs", kernel),
      ignored<Config>("vrrp_netlink_monitor_rcv_bufs_force", kernel),
      ignored<Config>("vrrp_rx_bufs_multiplier", kernel),
      ignored<Config>("vrrp_rx_bufs_policy", kernel),
  });
  return rows;
}

}  // namespace muster::grammars::keepalived
