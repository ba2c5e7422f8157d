#include "fleet/personality.hpp"

#include <algorithm>
#include <utility>

namespace muster::fleet {

namespace {

constexpr std::size_t page_lines = 22;
constexpr std::string_view more = " --More-- ";
constexpr std::string_view garbage = "\xff\xfe\x01\x02\x03%%%\x1b[2J\x80\x81\r\n\x90\x91\xa0 ??\r\n";

std::string with_crlf(std::string_view text) {
  std::string out;
  out.reserve(text.size() + text.size() / 16);
  for (const char c : text) {
    if (c == '\n') out.push_back('\r');
    out.push_back(c);
  }
  return out;
}

/// The faults that strike in the middle of an output.
bool cuts_output(Fault fault) {
  return fault == Fault::drop || fault == Fault::close || fault == Fault::cut || fault == Fault::stall;
}

Piece::Then end_of(Fault fault) {
  switch (fault) {
    case Fault::drop: return Piece::Then::drop;
    case Fault::close: return Piece::Then::close;
    case Fault::stall: return Piece::Then::stall;
    default: return Piece::Then::go_on;
  }
}

}  // namespace

std::string Shell::prompt() const {
  return (device_.hostname.empty() ? device_.id : device_.hostname) + (privileged_ ? "#" : ">");
}

Piece Shell::greeting() const {
  Piece piece;
  if (device_.fault == Fault::garbage) {
    piece.text = garbage;
    piece.then = Piece::Then::stall;
    return piece;
  }
  piece.text = with_crlf(device_.banner) + "\r\n" + prompt();
  return piece;
}

/// The echo of a line and the answer to it go out together.
Piece Shell::next() {
  Piece piece;
  std::string echo;
  std::size_t taken = 0;
  for (bool line = false; !line && taken < typed_.size();) {
    const char c = typed_[taken++];
    line = waits_for_key_ || c == '\n' || c == '\r';
    piece = key(c);
    echo += std::exchange(piece.text, {});
  }
  typed_.erase(0, taken);
  piece.text = std::move(echo);
  return piece;
}

Piece Shell::key(char c) {
  if (waits_for_key_) {
    waits_for_key_ = false;
    Piece piece = page();
    piece.text.insert(0, std::string(more.size(), '\b') + std::string(more.size(), ' ') + std::string(more.size(), '\b'));
    return piece;
  }
  Piece piece;
  if (c != '\n' && c != '\r') {
    line_.push_back(c);
    if (!asks_password_ && device_.fault != Fault::no_echo) piece.text.assign(1, c);
    return piece;
  }
  piece = run(std::exchange(line_, {}));
  if (device_.fault != Fault::no_echo) piece.text.insert(0, "\r\n");
  return piece;
}

Piece Shell::run(const std::string& line) {
  Piece piece;
  if (std::exchange(asks_password_, false)) {
    privileged_ = line == device_.enable;
    piece.text = privileged_ ? prompt() : "% Access denied\r\n\r\n" + prompt();
    return piece;
  }
  if (line == "exit") {
    piece.then = Piece::Then::exit;
  } else if (line == "enable" && !privileged_) {
    asks_password_ = true;
    piece.text = "Password: ";
  } else if (line.starts_with("terminal ")) {
    if (line == "terminal length 0" && device_.fault != Fault::pager) paging_ = false;
    piece.text = prompt();
  } else if (line == "show privilege") {
    piece.text = "Current privilege level is " + std::to_string(privileged_ ? device_.privilege : 1) + "\r\n" + prompt();
  } else if (const auto found = device_.outputs.find(line); found != device_.outputs.end() && privileged_) {
    piece = show(found->second);
  } else if (!line.empty()) {
    piece.text = "          ^\r\n% Invalid input detected at '^' marker.\r\n\r\n" + prompt();
  } else {
    piece.text = prompt();
  }
  return piece;
}

Piece Shell::show(const Output& output) {
  Piece piece;
  piece.slow = true;
  if (cuts_output(device_.fault)) {
    piece.text = with_crlf(std::string_view(output.text).substr(0, device_.fault_after));
    piece.then = end_of(device_.fault);
    if (device_.fault == Fault::cut) piece.text += "\r\n" + prompt();
    return piece;
  }
  if (paging_) {
    paged_ = with_crlf(output.text);
    return page();
  }
  piece.text = with_crlf(output.text) + prompt();
  return piece;
}

Piece Shell::page() {
  Piece piece;
  std::size_t end = 0;
  for (std::size_t lines = 0; lines < page_lines && end < paged_.size(); ++lines)
    end = std::min(paged_.find('\n', end), paged_.size() - 1) + 1;
  piece.text = paged_.substr(0, end);
  paged_.erase(0, end);
  waits_for_key_ = !paged_.empty();
  piece.text += waits_for_key_ ? std::string(more) : prompt();
  return piece;
}

Piece execute(const Device& device, std::string_view command) {
  Piece piece;
  piece.then = Piece::Then::exit;
  piece.slow = true;
  const auto found = device.outputs.find(command);
  if (found == device.outputs.end()) {
    piece.error = std::string(command.substr(0, command.find(' '))) + ": not found\n";
    piece.status = 127;
    return piece;
  }
  piece.text = found->second.text;
  piece.error = found->second.error;
  piece.status = found->second.status;
  if (device.fault == Fault::garbage) piece.text = garbage;
  if (!cuts_output(device.fault)) return piece;
  piece.text.resize(std::min(piece.text.size(), device.fault_after));
  if (device.fault != Fault::cut) piece.then = end_of(device.fault);
  return piece;
}

}  // namespace muster::fleet
