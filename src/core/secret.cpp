#include "core/secret.hpp"

#include <utility>

namespace muster {

void wipe(std::string& text) noexcept {
  text.resize(text.capacity());
  volatile char* bytes = text.data();
  for (std::size_t i = 0; i < text.size(); ++i) bytes[i] = 0;
  text.clear();
}

Secret::Secret(std::string_view text) : text_(text) {}
Secret::Secret(const Secret& other) : text_(other.text_) {}
Secret::Secret(Secret&& other) noexcept { *this = std::move(other); }

Secret& Secret::operator=(const Secret& other) {
  if (this != &other) {
    wipe();
    text_ = other.text_;
  }
  return *this;
}

Secret& Secret::operator=(Secret&& other) noexcept {
  if (this != &other) {
    wipe();
    text_.swap(other.text_);
    other.wipe();
  }
  return *this;
}

Secret::~Secret() { wipe(); }

void Secret::wipe() noexcept { muster::wipe(text_); }

}  // namespace muster
