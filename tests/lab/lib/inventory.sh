# shellcheck shell=bash
# The lab as `muster run` sees it. Secrets stay in their files.

write_inventory() {
  local device
  {
    credential key auditor "key_file = \"keys/auditor\""
    credential password auditor "password_file = \"auditor.password\""
    credential vtysh operator "key_file = \"keys/auditor\""
    for device in "${DEVICES[@]}"; do
      printf '\n[[device]]\nid = "%s"\naddress = "%s"\nsite = "lab"\n' "$device" "$(address_of "$device")"
      cat "$LAB_HOME/devices/$device/inventory"
    done
  } > "$STATE/inventory.toml"
}

# credential ID USER REFERENCE
credential() { printf '[[credential]]\nid = "%s"\nuser = "%s"\n%s\n\n' "$@"; }
