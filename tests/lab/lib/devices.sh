# shellcheck shell=bash
# A device's life: its files, its first process, its end.

device_folder() { printf '%s/devices/%s\n' "$STATE" "$1"; }

prepare_device() {
  local folder source=$LAB_HOME/devices/$1
  folder=$(device_folder "$1")
  mkdir -p "$folder"
  cp -r "$LAB_HOME/common/etc" "$folder/etc"
  [[ ! -d $source/etc ]] || cp -r "$source/etc/." "$folder/etc/"
  cp "$source/start" "$folder/start"
  printf '127.0.0.1 localhost\n127.0.1.1 %s\n' "$1" > "$folder/etc/hosts"
  printf '%s\n' "$1" > "$folder/etc/hostname"
  write_accounts "$1" "$folder/etc"
  write_ssh "$1" "$folder/etc"
  write_sudo_rights "$folder/etc"
}

start_device() {
  local folder
  folder=$(device_folder "$1")
  setsid ip netns exec "$(namespace "$1")" unshare -m -u -i -p -f --kill-child --mount-proc \
    bash "$LAB_HOME/device_init" "$1" "$folder" < /dev/null > "$folder/log" 2>&1 &
  echo $! > "$folder/outer.pid"
  disown
}

# The process that holds the device's namespaces, if it is still the one that we started.
outer_process() {
  local folder pid
  folder=$(device_folder "$1")
  pid=$(cat "$folder/outer.pid" 2> /dev/null) || return 1
  tr "\0" "\n" 2> /dev/null < "/proc/$pid/cmdline" | grep -qxF "$folder" || return 1
  echo "$pid"
}

# The device's own process 1, by its number on the host.
first_process() {
  local outer child
  outer=$(outer_process "$1") || return 1
  child=$(cat "/proc/$outer/task/$outer/children" 2> /dev/null)
  [[ -n $child ]] && echo "${child%% *}"
}

device_is_alive() { first_process "$1" > /dev/null && [[ -e $(device_folder "$1")/ready ]]; }

lab_is_complete() {
  local device
  for device in "${DEVICES[@]}"; do
    device_is_alive "$device" || return 1
  done
  [[ -e $STATE/inventory.toml ]]
}

device_is_settled() { device_is_alive "$1" || ! outer_process "$1"; }

await_device() {
  if ! wait_until 20 device_is_settled "$1" || ! device_is_alive "$1"; then
    cat "$(device_folder "$1")/log" >&2
    say "$1 did not come up"
    exit 1
  fi
}

# A device that names a sign of convergence has 30 seconds to show it.
await_convergence() {
  local sign=$LAB_HOME/devices/$1/converged
  [[ -e $sign ]] || return 0
  if ! wait_until 30 run_on "$1" bash -c "$(cat "$sign")"; then
    say "$1 did not converge: $(tr '\n' ' ' < "$sign")"
    exit 1
  fi
}

run_on() {
  local pid
  [[ $1 != mgmt ]] || {
    in_namespace mgmt "${@:2}"
    return
  }
  pid=$(first_process "$1") || die "$1 is not up (state directory $STATE)"
  nsenter -t "$pid" -m -u -i -n -p -w -- "${@:2}"
}

namespace_is_empty() { [[ -z $(ip netns pids "$(namespace "$1")") ]]; }

stop_device() {
  local pid
  if pid=$(outer_process "$1"); then
    kill -KILL "$pid" 2> /dev/null || true
  fi
  [[ ! -e /run/netns/$(namespace "$1") ]] || wait_until 10 namespace_is_empty "$1" ||
    die "processes remain in $(namespace "$1"): $(ip netns pids "$(namespace "$1")" | tr '\n' ' ')"
}
