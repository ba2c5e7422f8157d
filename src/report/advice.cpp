#include "report/advice.hpp"

namespace muster::report {

std::string not_collected_advice(CollectionFailure failure) {
  switch (failure) {
    case CollectionFailure::none:
      return "";
    case CollectionFailure::credential_missing:
      return "Provide what the inventory names for this credential: an environment variable, a file (mode 0600), a "
             "program "
             "that prints the secret, or a key in the agent. `muster inventory check` says what is missing. Nothing "
             "was sent to the device.";
    case CollectionFailure::host_key_unknown:
      return "Read the key's fingerprint on the device's console, then pin it: `muster enroll DEVICE` shows it, with "
             "--accept it is pinned. No password was sent.";
    case CollectionFailure::host_key_changed:
      return "Compare the fingerprint on the device's console. If the device was replaced or given new keys, pin the "
             "new key with `muster enroll --replace DEVICE`; if not, treat it as an attack on the path to it. No "
             "password was sent.";
    case CollectionFailure::unreachable:
      return "Check power, path, filters and the address and port in the inventory: nothing accepted a TCP connection.";
    case CollectionFailure::protocol:
      return "Check that SSH version 2 answers on this port and which algorithms it offers. A device that knows only "
             "old ones needs `legacy_algorithms = true` in the inventory.";
    case CollectionFailure::denied:
      return "Check user name, secret and the device's AAA server. The login is tried once and never repeated, so that "
             "no account is locked.";
    case CollectionFailure::stalled:
      return "Log in by hand and see whether the device answers in time: a busy processor, free VTY lines, a prompt "
             "that waits for a key.";
    case CollectionFailure::truncated:
      return "The output ended before its end was proven, so none of it was judged. Run again; if it happens again, "
             "look at the session's timeline.";
    case CollectionFailure::refused:
      return "Give the account the read-only role that the recipe of this platform names: the device refused the "
             "command.";
    case CollectionFailure::garbage:
      return "Check the platform in the inventory and the device's banner and prompt: the dialogue made no sense of "
             "what came.";
    case CollectionFailure::oversize:
      return "The output is larger than the recipe allows. If that is right for this device, raise the recipe's limit.";
    case CollectionFailure::stale:
      return "Refresh the source: the file is older than its freshness limit, so it proves nothing about today.";
    case CollectionFailure::unreadable:
      return "Check that the file exists and that this account may read it.";
    case CollectionFailure::cancelled:
      return "The run was stopped before this was done. `muster run --resume` goes on with it.";
    case CollectionFailure::shrunk:
      return "What arrived is far smaller than the last good one. Look at the device; if the change is right, run "
             "again "
             "with `--accept-shrunk DEVICE`.";
    case CollectionFailure::busy:
      return "The device's processor was loaded, so heavy commands were not sent. Run again at a quieter time.";
    case CollectionFailure::unrecognised:
      return "No recipe fits what the device shows. Name its platform in the inventory; `muster recipe list` has them "
             "all.";
    case CollectionFailure::not_tried:
      return "Nothing was sent to this device; the detail says why. Maintenance ends and windows open by themselves; a "
             "stopped credential or a site without answers has to be mended. Then run again.";
  }
  return "";
}

}  // namespace muster::report
