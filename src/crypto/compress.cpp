#define ZSTD_STATIC_LINKING_ONLY  // for contexts with an allocator of our own
#include "crypto/compress.hpp"

#include <openssl/crypto.h>
#include <zstd.h>

#include <cstdlib>
#include <memory>

#include "core/secret.hpp"

namespace muster::crypto {
namespace {

constexpr std::size_t header = alignof(std::max_align_t);

/// Remembers the size in front of the block, so that `wipe_and_free` can wipe it: a context holds pieces of its input.
void* allocate(void*, std::size_t size) {
  auto* const block = static_cast<std::byte*>(std::malloc(size + header));
  if (block == nullptr) return nullptr;
  *reinterpret_cast<std::size_t*>(block) = size;
  return block + header;
}

void wipe_and_free(void*, void* address) {
  if (address == nullptr) return;
  std::byte* const block = static_cast<std::byte*>(address) - header;
  OPENSSL_cleanse(block, *reinterpret_cast<std::size_t*>(block) + header);
  std::free(block);
}

constexpr ZSTD_customMem wiping{allocate, wipe_and_free, nullptr};
constexpr int level = 3;

std::unexpected<Error> damaged(const std::string& why) { return fail(ErrorKind::corrupt, "compressed data: " + why); }

}  // namespace

Result<std::string> compress(std::string_view bytes) {
  const std::unique_ptr<ZSTD_CCtx, decltype(&ZSTD_freeCCtx)> context(ZSTD_createCCtx_advanced(wiping), ZSTD_freeCCtx);
  if (!context) return fail(ErrorKind::io, "out of memory while compressing");
  ZSTD_CCtx_setParameter(context.get(), ZSTD_c_compressionLevel, level);
  ZSTD_CCtx_setParameter(context.get(), ZSTD_c_checksumFlag, 1);
  std::string frame(ZSTD_compressBound(bytes.size()), '\0');
  const std::size_t size = ZSTD_compress2(context.get(), frame.data(), frame.size(), bytes.data(), bytes.size());
  if (ZSTD_isError(size) != 0) return fail(ErrorKind::io, std::string("compressing: ") + ZSTD_getErrorName(size));
  frame.resize(size);
  frame.shrink_to_fit();
  return frame;
}

Result<std::string> decompress(std::string_view frame, std::size_t most) {
  const unsigned long long size = ZSTD_getFrameContentSize(frame.data(), frame.size());
  if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN) return damaged("no valid header");
  if (size > most) return damaged("larger than " + std::to_string(most) + " bytes");
  if (ZSTD_findFrameCompressedSize(frame.data(), frame.size()) != frame.size()) return damaged("not one whole frame");
  const std::unique_ptr<ZSTD_DCtx, decltype(&ZSTD_freeDCtx)> context(ZSTD_createDCtx_advanced(wiping), ZSTD_freeDCtx);
  if (!context) return fail(ErrorKind::io, "out of memory while decompressing");
  std::string bytes(static_cast<std::size_t>(size), '\0');
  const std::size_t got = ZSTD_decompressDCtx(context.get(), bytes.data(), bytes.size(), frame.data(), frame.size());
  if (ZSTD_isError(got) != 0 || got != bytes.size()) {
    wipe(bytes);
    return damaged(ZSTD_isError(got) != 0 ? ZSTD_getErrorName(got) : "shorter than it says");
  }
  return bytes;
}

}  // namespace muster::crypto
