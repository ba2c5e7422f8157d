# shellcheck shell=bash
# Keys, passwords and the account files of a device. Nothing of the host's shadow file enters the lab.

readonly SYSTEM_USERS=(root daemon www-data nobody sshd frr haproxy)
readonly SYSTEM_GROUPS=(root daemon adm tty shadow nogroup www-data frr frrvty haproxy)
RECIPES=$(realpath "$LAB_HOME/../../collectors")
readonly RECIPES
readonly AUDITOR_GROUPS='^(adm|frrvty|haproxy):'

random_word() { openssl rand -hex 16; }
# hash_of < PASSWORD; the password never becomes an argument.
hash_of() { openssl passwd -6 -stdin; }

# One key pair and one password for the account `auditor`, one host key for each device; kept for as long as the
# state directory lives, so that pinned keys stay true when the lab restarts.
make_keys() {
  local device
  [[ -s $STATE/auditor.password ]] || (umask 077 && random_word > "$STATE/auditor.password")
  [[ -s $STATE/keys/auditor ]] || ssh-keygen -q -t ed25519 -N '' -C auditor -f "$STATE/keys/auditor"
  (umask 077 && echo lab-Line-password > "$STATE/console.line" && echo lab-Enable-password > "$STATE/console.enable")
  for device in "${DEVICES[@]}"; do
    [[ -s $STATE/keys/$device ]] || ssh-keygen -q -t "$(host_key_type "$device")" -N '' -C "$device" -f "$STATE/keys/$device"
    printf '%s,%s %s\n' "$device" "$(address_of "$device")" "$(cut -d' ' -f1,2 "$STATE/keys/$device.pub")"
  done > "$STATE/known_hosts"
}

host_key_type() { cat "$LAB_HOME/devices/$1/host_key_type" 2> /dev/null || echo ed25519; }

# users_of DEVICE: its people, one line each: name, number, shell.
users_of() {
  echo auditor 2001 /bin/bash
  [[ ! -e $LAB_HOME/devices/$1/users ]] || cat "$LAB_HOME/devices/$1/users"
}

# write_accounts DEVICE ETC: passwd, group and shadow.
write_accounts() {
  local device=$1 etc=$2 name number shell
  getent passwd "${SYSTEM_USERS[@]}" > "$etc/passwd" || die "this machine lacks one of: ${SYSTEM_USERS[*]}"
  getent group "${SYSTEM_GROUPS[@]}" |
    sed -E "s/:[^:]*\$/:/; /$AUDITOR_GROUPS/s/\$/auditor/; /^frrvty:/s/\$/,frr,operator/" > "$etc/group"
  sed -E 's/^([^:]*):.*/\1:*:20000:0:99999:7:::/' "$etc/passwd" > "$etc/shadow"
  while read -r name number shell; do
    printf '%s:x:%s:%s::/home/%s:%s\n' "$name" "$number" "$number" "$name" "$shell" >> "$etc/passwd"
    printf '%s:x:%s:\n' "$name" "$number" >> "$etc/group"
    printf '%s:%s:20000:0:99999:7:::\n' "$name" "$(password_hash_of "$name")" >> "$etc/shadow"
  done < <(users_of "$device")
  chown root:shadow "$etc/shadow"
  chmod 640 "$etc/shadow"
}

# The account of the checker has the password of the state directory; nobody knows the others'.
password_hash_of() {
  if [[ $1 == auditor ]]; then
    hash_of < "$STATE/auditor.password"
  else
    random_word | hash_of
  fi
}

# write_ssh DEVICE ETC: host key and the checker's key.
write_ssh() {
  mkdir -p "$2/ssh/keys"
  local name
  name=ssh_host_$(host_key_type "$1")_key
  install -m 600 "$STATE/keys/$1" "$2/ssh/$name"
  cp "$STATE/keys/$1.pub" "$2/ssh/$name.pub"
  cp "$STATE/keys/auditor.pub" "$2/ssh/keys/auditor"
  cp "$STATE/keys/auditor.pub" "$2/ssh/keys/operator"
  cp "$STATE/keys/auditor.pub" "$2/ssh/keys/console"
}

# write_sudo_rights ETC: as root, the auditor may run what the recipes send with sudo, to the letter, and nothing else.
write_sudo_rights() {
  local command
  mkdir -p "$1/sudoers.d"
  sed -n 's|^send = "/usr/bin/sudo -n \(.*\)"$|\1|p' "$RECIPES"/*.toml | sort -u |
    while read -r command; do
      [[ $command == *' '* ]] || command+=' ""'
      printf 'auditor ALL=(root) NOPASSWD: %s\n' "$command"
    done > "$1/sudoers.d/auditor"
  chmod 440 "$1/sudoers.d/auditor"
}
