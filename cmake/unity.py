#!/usr/bin/env python3
"""unity.py ROOT PREFIX MOST_LINES SOURCE...: writes PREFIX_<number>.cpp, each of which includes some of the sources.

Prints the files that were written, one a line. Sources that define the same name for themselves would not compile as
one, and where one's own name hid what another takes from a header, the other would mean something else: such sources
never come together, so that nobody has to invent names that differ within a whole module. Files are only touched where
their text changes."""
import functools
import pathlib
import re
import sys

DEFINED = re.compile(r"(?:(?:class|struct|union|enum class|enum|concept) (\w+)|"
                     r"[\w:<>,&*\[\]() ]*?(?<!:)\b(\w+)(?:\(|\{| = |\[|;| : ))")
# Two sources may say the same of a name; another meaning of it would clash.
ALIAS = re.compile(r"(?:using (\w+) =|namespace (\w+) =|using (?!namespace)[\w:]*::(\w+);)")
OPENED = re.compile(r"(?:inline )?namespace (?:([\w:]+) )?\{")
CLOSED = re.compile(r"\}  // namespace( \w)?")
NOT_A_MEMBER = re.compile(r"(?<![\w.>])\w+")
IN_FRONT = re.compile(r"(?:(?:static|constexpr|inline|extern|\[\[nodiscard\]\]) )*")


class Names:
    """What a file calls by a name: its own things, other names for things, and what it defines for all.

    clang-format leaves what stands in a namespace in the first column. Names in capitals are macros."""

    def __init__(self, text):
        self.own, self.aliases, self.common = set(), {}, set()
        space, nameless = "", False
        for line in text.splitlines():
            if opened := OPENED.match(line):
                space, nameless = opened[1] or space, opened[1] is None
            elif closed := CLOSED.match(line):
                space, nameless = "" if closed[1] else space, False
            elif alias := ALIAS.match(line):
                self.aliases[space, next(filter(None, alias.groups()))] = line
            elif line[:1].isalpha() or line.startswith("[["):
                found = DEFINED.match(line, IN_FRONT.match(line).end())
                if found is None:
                    continue
                name = next(filter(None, found.groups()))
                if not name.isupper():
                    (self.own if nameless or line.startswith("static ") else self.common).add((space, name))


@functools.cache
def header_names(root, path):
    """All that a header and those that it includes declare."""
    text = path.read_text(encoding="utf-8")
    names = Names(text)
    return names.own | names.common | names.aliases.keys() | included_names(root, path.parent, text)


def included_names(root, beside, text):
    names = set()
    for header in re.findall(r'^#include "(.+)"', text, re.M):
        places = (below / header for below in (beside, root / "src", root, root / "tests"))
        path = next((place for place in places if place.is_file()), None)
        if path is not None:
            names |= header_names(root, path)
    return names


class Source:
    def __init__(self, root, path):
        text = pathlib.Path(path).read_text(encoding="utf-8")
        self.path, self.names, self.lines = path, Names(text), text.count("\n")
        mentioned = set(NOT_A_MEMBER.findall(text))
        self.included = included_names(root, pathlib.Path(path).parent, text)
        self.taken = {(space, name) for space, name in self.included if name in mentioned}
        self.taken_names = {name for _, name in self.taken}

    def clashes(self, other):
        return self.hides(other) or other.hides(self)

    def hides(self, other):
        mine, theirs = self.names, other.names
        return bool(mine.own & (theirs.own | theirs.common | theirs.aliases.keys()) or
                    (mine.own | mine.aliases.keys()) & (other.included - self.included) or
                    any(theirs.aliases.get(name, line) != line for name, line in mine.aliases.items()) or
                    any(name in other.taken_names for _, name in mine.own) or
                    any(each[1] in other.taken_names and each not in other.taken for each in mine.common))


class Group:
    def __init__(self, source):
        self.sources, self.lines = [source], source.lines

    def takes(self, other, most_lines):
        return self.lines + other.lines <= most_lines and not any(
            mine.clashes(theirs) for mine in self.sources for theirs in other.sources)

    def add(self, other):
        self.sources += other.sources
        self.lines += other.lines


def first_fit(parts, most_lines):
    groups = []
    for part in parts:
        group = next((g for g in groups if g.takes(part, most_lines)), None)
        if group is None:
            groups.append(part)
        else:
            group.add(part)
    return groups


def grouped(sources, most_lines):
    """Those of one folder first, for they share most; then what is left over of several folders."""
    folders = {}
    for source in sources:
        folders.setdefault(pathlib.Path(source.path).parent, []).append(Group(source))
    groups = [group for parts in folders.values() for group in first_fit(parts, most_lines)]
    return first_fit(groups, most_lines)


def main():
    root, prefix, most_lines = pathlib.Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    sources = [Source(root, path) for path in sys.argv[4:]]
    for number, group in enumerate(grouped(sources, most_lines)):
        out = pathlib.Path(f"{prefix}_{number}.cpp")
        text = "".join(f'#include "{source.path}"\n' for source in group.sources)
        out.parent.mkdir(parents=True, exist_ok=True)
        if not out.exists() or out.read_text(encoding="utf-8") != text:
            out.write_text(text, encoding="utf-8")
        print(out.as_posix())


main()
