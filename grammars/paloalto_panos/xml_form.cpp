#include "grammars/paloalto_panos/path_words.hpp"
#include "grammars/xml_reader.hpp"

/// XML, as the API, exported files and `show config running` of some settings write it: `<entry name="x">` and
/// `<member>x</member>` are the word x, other elements their name, a text is the word below its element.
namespace muster::grammars::paloalto_panos {
namespace {

using paths::NodeId;

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

class XmlForm {
 public:
  explicit XmlForm(std::string_view input) : input_(input), document_(input.size() / 32), builder_(document_) {}

  Document run() {
    XmlReader reader(input_);
    for (XmlPiece piece; reader.next(piece);) {
      builder_.begin(piece.line, piece.last_line);
      read(piece);
    }
    for (const Element& element : open_) problem(element.line, "the end of this element");
    return std::move(document_);
  }

 private:
  struct Element {
    std::string_view name;
    NodeId node;
    std::uint32_t line;
    bool waits = false;  ///< a `<member>`: its text is its word
  };
  static constexpr std::size_t most_open = 1000;

  void read(const XmlPiece& piece) {
    const std::string_view text = input_.substr(piece.begin, piece.end - piece.begin);
    switch (piece.kind) {
      case XmlPiece::Kind::text:
        return put_text(text);
      case XmlPiece::Kind::cdata:
        add(text.substr(9, text.size() - 12));
        return;
      case XmlPiece::Kind::start:
        return start(piece, text);
      case XmlPiece::Kind::empty:
        start(piece, text);
        return end(piece);
      case XmlPiece::Kind::end:
        return end(piece);
      case XmlPiece::Kind::aside:
        return;
      case XmlPiece::Kind::broken:
        return problem(piece.line, "XML: a whole tag");
    }
  }

  [[nodiscard]] NodeId here() const { return open_.empty() ? paths::Configuration::root() : open_.back().node; }

  /// What the API puts around a configuration.
  static bool is_envelope(std::string_view name) { return name == "response" || name == "result"; }

  void start(const XmlPiece& piece, std::string_view tag) {
    if (open_.size() >= most_open) return builder_.doubt("elements nested too deep");
    NodeId node = here();
    const auto name = piece.name == "entry" ? xml_attribute(tag, "name") : std::nullopt;
    const bool waits = piece.name == "member";
    if (name)
      put(*name, &node);
    else if (!waits && !(is_envelope(piece.name) && node == paths::Configuration::root()))
      builder_.end_at(node = builder_.add(node, piece.name));
    open_.push_back({piece.name, node, piece.line, waits});
  }

  void end(const XmlPiece& piece) {
    if (open_.empty() || open_.back().name != piece.name)
      return problem(piece.line, "the end of the element that was begun last");
    if (!open_.back().waits && open_.back().node != paths::Configuration::root()) builder_.end_at(open_.back().node);
    open_.pop_back();
  }

  void put_text(std::string_view text) {
    const std::string_view word = trimmed(text);
    if (word.empty()) return;
    if (open_.empty()) return builder_.doubt("a text outside of all elements");
    put(word);
  }

  /// Adds a word in the form in which it stands in the input: with entities.
  void put(std::string_view encoded, NodeId* to = nullptr) {
    std::string_view word = encoded;
    if (encoded.find('&') != std::string_view::npos) {
      auto decoded = decode_xml(encoded);
      if (!decoded) return builder_.doubt("an entity that is not known");
      const auto begin = static_cast<std::uint32_t>(encoded.data() - input_.data());
      word = document_.configuration.keep(std::move(*decoded),
                                          {begin, static_cast<std::uint32_t>(begin + encoded.size())});
    }
    const NodeId node = add(word);
    if (to != nullptr) *to = node;
  }

  NodeId add(std::string_view word) {
    const NodeId node = builder_.add(here(), word);
    builder_.end_at(node);
    return node;
  }

  void problem(std::uint32_t line, std::string_view expected) {
    constexpr std::size_t most = 100;
    if (document_.problems.size() >= most) return;
    document_.problems.push_back({line, 1, std::string(expected), {}});
    document_.doubts.push_back({line, line, "elements do not match: the text may be cut"});
  }

  std::string_view input_;
  Document document_;
  PathBuilder builder_;
  std::vector<Element> open_;
};

}  // namespace

Document read_xml(std::string_view bytes) { return XmlForm(bytes).run(); }

}  // namespace muster::grammars::paloalto_panos
