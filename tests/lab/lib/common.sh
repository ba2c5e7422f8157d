# shellcheck shell=bash
# Names, messages and requirements of the lab.

DEVICES=()
for folder in "$LAB_HOME"/devices/*/; do
  DEVICES+=("$(basename "$folder")")
done
readonly DEVICES
readonly REQUIRED_PROGRAMS=(ip unshare nsenter setsid sudo sshd ssh-keygen openssl sysctl sha256sum
  nft iptables-restore haproxy keepalived nginx vtysh socat dropbear dropbearconvert telnet)

say() { printf '%s %s\n' "$(date +%T.%3N)" "$*" >&2; }
die() {
  printf 'lab: %s\n' "$*" >&2
  exit 2
}
now_ms() { date +%s%3N; }

# Where the lab cannot run: a clear word, and success, so that a test can be skipped. In continuous integration a lab
# that is skipped is a failure.
skip() {
  if [[ ${MUSTER_REQUIRE_LAB:-0} == 1 ]]; then
    printf 'FAILED: MUSTER_REQUIRE_LAB is set, but %s\n' "$*"
    exit 1
  fi
  printf 'SKIPPED: %s\n' "$*"
  exit 0
}

# Prints what this machine lacks; fails if it lacks nothing.
missing_requirement() {
  local program
  if ((EUID != 0)); then
    echo "the lab needs root"
    return
  fi
  for program in "${REQUIRED_PROGRAMS[@]}"; do
    command -v "$program" > /dev/null || {
      echo "the lab needs the program $program"
      return
    }
  done
  [[ -x /usr/lib/frr/zebra ]] || {
    echo "the lab needs FRR (/usr/lib/frr/zebra)"
    return
  }
  unshare -m -u -i -p -n -f --kill-child --mount-proc true 2> /dev/null || {
    echo "this machine does not allow namespaces"
    return
  }
  return 1
}

# shellcheck disable=SC2034 # both are used in the other files
# use_state DIR: settles the state directory, and the prefix of this lab's namespaces, which follows from its path.
use_state() {
  STATE=$(realpath -m "${1:-${MUSTER_LAB_STATE:-/run/muster-lab}}")
  NAMESPACE_PREFIX=muster-lab-$(printf '%s' "$STATE" | sha256sum | cut -c1-6)
  readonly STATE NAMESPACE_PREFIX
}

prepare_state() {
  mkdir -p "$STATE/devices" "$STATE/keys"
  chmod 700 "$STATE" "$STATE/devices" "$STATE/keys"
}

# wait_until SECONDS CMD...: polls; fails after SECONDS.
wait_until() {
  local deadline=$(($(now_ms) + $1 * 1000))
  shift
  until "$@" > /dev/null 2>&1; do
    (($(now_ms) < deadline)) || return 1
    sleep 0.05
  done
}
