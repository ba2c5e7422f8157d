# shellcheck shell=bash
# The lab as `muster run` sees it. Secrets stay in their files.

write_inventory() {
  local device
  {
    cat "$LAB_HOME/common/inventory.toml"
    for device in "${DEVICES[@]}"; do
      printf '\n[[device]]\nid = "%s"\naddress = "%s"\nsite = "lab"\n' "$device" "$(address_of "$device")"
      cat "$LAB_HOME/devices/$device/inventory"
    done
  } > "$STATE/inventory.toml"
}
