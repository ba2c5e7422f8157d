#include "app/line_shape.hpp"

#include <catch2/catch.hpp>

using namespace muster::app;

namespace {

const std::vector<std::string> vocabulary{"description", "interface", "ip", "shape"};

std::string text(std::string_view line) { return shape_of(line, vocabulary).text(); }
std::string pattern(std::string_view line) { return shape_of(line, vocabulary).pattern(); }

}  // namespace

TEST_CASE("line shapes: numbers, addresses, capitals and secrets are of one device; words are not") {
  CHECK(text("frobnicate lamp 7 on") == "frobnicate lamp * on");
  CHECK(text(" ip flummox 192.0.2.1 2001:db8::1/64\r") == "ip flummox * *");
  CHECK(text("tunnel EDGE-WEST key <secret:ab12>") == "tunnel * key *");
  CHECK(text("<secret:ab12>") == "*");
  CHECK(text("no frobnicate") == "no frobnicate");
  CHECK(text("no 7x") == "no *");
  CHECK(text("label \"on the roof\" x") == "label \"*\" x");
}

TEST_CASE("line shapes: the pattern fits such lines whole, and signs of the text mean themselves") {
  CHECK(pattern("frobnicate lamp 7") == "frobnicate +lamp +\\S+");
  CHECK(pattern("label \"on the roof\"") == "label +\"[^\"]*\"");
  CHECK(pattern("{ shape }") == "\\{ +shape +\\}");
}

TEST_CASE("line shapes: what differs in many lines at one place is a name, unless it is a keyword") {
  const auto shapes = [](const std::vector<std::string>& lines) {
    std::vector<LineShape> all;
    for (const std::string& line : lines) all.push_back(shape_of(line, vocabulary));
    std::vector<std::string> texts;
    for (const LineShape& shape : without_names(std::move(all))) texts.push_back(shape.text());
    return texts;
  };
  using Texts = std::vector<std::string>;
  CHECK(shapes({"lamp red", "lamp green", "lamp blue", "horn red"}) == Texts{"lamp *", "lamp *", "lamp *", "horn red"});
  CHECK(shapes({"lamp red", "lamp green"}) == Texts{"lamp red", "lamp green"});
  CHECK(shapes({"lamp ip", "lamp shape", "lamp interface"}) == Texts{"lamp ip", "lamp shape", "lamp interface"});
}
