# shellcheck shell=bash
# Namespaces and links. Every link is made inside the lab's namespaces: none appears on the host, even for a moment.

namespace() { printf '%s-%s\n' "$NAMESPACE_PREFIX" "$1"; }
in_namespace() { ip netns exec "$(namespace "$1")" "${@:2}"; }
ip_in() { ip -n "$(namespace "$1")" "${@:2}"; }

# The address of a device's management interface, which is its first, without the prefix length.
address_of() { sed -n '/^addr add /{s|^addr add \([0-9.]*\)/.*|\1|p;q}' "$LAB_HOME/devices/$1/network"; }

# The bastion that a device stands behind; empty if it is on the management bridge.
bastion_of() { cat "$LAB_HOME/devices/$1/behind" 2> /dev/null || true; }

# connect DEVICE INTERFACE DEVICE INTERFACE
connect() {
  ip link add "$2" netns "$(namespace "$1")" type veth peer name "$4" netns "$(namespace "$3")"
  ip_in "$1" link set "$2" up
  ip_in "$3" link set "$4" up
}

add_namespace() {
  ip netns add "$(namespace "$1")"
  in_namespace "$1" sysctl -qw net.ipv6.conf.default.disable_ipv6=1 net.ipv6.conf.all.disable_ipv6=1
  ip_in "$1" link set lo up
}

attach_to_bridge() {
  connect "$1" mgmt0 switch "to-$1"
  ip_in switch link set "to-$1" master br0
}

network_up() {
  local node
  for node in switch mgmt "${DEVICES[@]}"; do
    add_namespace "$node"
  done
  ip_in switch link add br0 type bridge mcast_snooping 0
  ip_in switch link set br0 up
  for node in mgmt "${DEVICES[@]}"; do
    [[ -n $(bastion_of "$node") ]] || attach_to_bridge "$node"
  done
  while read -r -a ends; do
    connect "${ends[@]}"
  done < "$LAB_HOME/links"
  ip_in mgmt addr add 10.99.0.1/24 dev mgmt0
  for node in "${DEVICES[@]}"; do
    ip_in "$node" -batch "$LAB_HOME/devices/$node/network"
  done
}

network_down() {
  local node
  for node in switch mgmt "${DEVICES[@]}"; do
    [[ ! -e /run/netns/$(namespace "$node") ]] || ip netns del "$(namespace "$node")"
  done
}
