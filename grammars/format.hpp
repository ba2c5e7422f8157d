#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/domain.hpp"
#include "core/line_counts.hpp"
#include "core/redacted_text.hpp"
#include "model/device.hpp"

/// The interface between the formats and everything above them. No parser library shows through it.
namespace muster::grammars {

/// What became of a line. Every line of every file is in exactly one of these states.
enum class LineState : std::uint8_t {
  understood,  ///< its meaning is in the model (blank lines and pure structure count here too)
  ignored,     ///< on purpose: it cannot matter to any rule; the keyword table says why
  known,       ///< the keyword is declared, its meaning is not modelled: it opened the declared domains
  unknown,     ///< it opened every domain of its context
};
[[nodiscard]] std::string_view to_string(LineState state);

/// Something that a handler expected and did not find. Printed as `file:line:column: expected X, got 'Y'`.
struct Diagnostic {
  std::uint32_t line = 0;    ///< from 1
  std::uint32_t column = 0;  ///< from 1, in bytes
  std::string expected;
  std::string got;  ///< at most 40 bytes, control characters escaped; empty at the end of a line; never a secret
};

struct References;

struct ReadOptions {
  std::uint32_t capture = 0;          ///< index of the capture in its device, for line references
  std::string context;                ///< the capture's context; becomes the context of the objects
  std::string_view disabled_handler;  ///< for the knock-out test: the keyword path whose handler is switched off
};

/// What reading one capture yields beside what it wrote into the device.
struct ReadResult {
  std::vector<LineState> lines;         ///< one for each line of the input, in order
  std::vector<Diagnostic> diagnostics;  ///< in line order
  std::vector<ByteSpan> secrets;        ///< byte ranges that hold secrets, as the grammar knows them

  [[nodiscard]] LineCounts counts() const;
};

/// What a keyword path of a format is to Muster.
enum class Treatment : std::uint8_t { modelled, ignored, known };

/// One row of a format's declaration: the source of the platform documents, of coverage and of the knock-out test.
struct KeywordInfo {
  std::string path;   ///< "interface/ip access-group": blocks separated by '/', words by a blank
  Domains domains;    ///< what such a line can affect
  Treatment treatment = Treatment::known;
  std::string note;   ///< for an ignored keyword: the reason
};

/// A grammar. `read` never throws on input, takes time linear in it, and allocates no more than a small multiple of it.
/// It parses into the format's own structs, converts them into `device`, and opens what it did not understand.
/// It may be called from several threads for different devices.
struct Format {
  std::string_view name;   ///< "cisco_ios": the name of its folder
  std::string_view title;  ///< "Cisco IOS and IOS-XE running configuration"
  Domains contributes;     ///< the domains that a capture in this format feeds
  ReadResult (*read)(std::string_view bytes, const ReadOptions& options, model::Device& device);
  /// Builds the lossless tree and writes it out again: the very bytes that came in.
  std::string (*write_back)(std::string_view bytes);
  std::vector<KeywordInfo> (*keywords)();
  /// Those of `contributes` that it tells a part of only: a router's configuration knows its own passwords, but not the
  /// accounts of the system below. Alone it does not close them; where it is missing, they are open all the same.
  Domains partial = {};
  /// The named structures that a configuration defines and uses (`grammars/references.hpp`); null: it has none.
  References (*references)(std::string_view bytes) = nullptr;

  /// The domains that are told once a capture in this format arrived whole.
  [[nodiscard]] Domains completes() const { return contributes.without(partial); }
};

/// All formats, by name; generated from the folders of grammars/.
[[nodiscard]] std::span<const Format* const> formats();
[[nodiscard]] const Format* find_format(std::string_view name);

/// Spans of secrets that a pattern net catches whatever the grammar understood: values after password, secret, key,
/// community and the like, private key blocks, hashes in crypt(3) form. Errs on the side of hiding.
[[nodiscard]] std::vector<ByteSpan> secret_net(std::string_view bytes);

/// Reads one capture and yields its redacted form: the grammar's spans and the net's together.
struct RedactedRead {
  ReadResult result;
  RedactedText text;
};
[[nodiscard]] RedactedRead read_and_redact(const Format& format, std::string_view bytes, const ReadOptions& options,
                                           model::Device& device, const SecretFingerprint& fingerprint);

}  // namespace muster::grammars
