"""Console examples in Markdown documents: find them, run them, compare what they print.

A block that begins with ```console holds commands (lines that begin with "$ ") and below each what it prints. A line
"..." stands for any number of lines, "..." within a line for any text. A command below which nothing stands may print
what it likes. "exit status: N" as the last line below a command says how it ends; otherwise it must not end with 2 (wrong
usage) or above 125. A block that begins with ```console no-run is for the reader only.
"""

import re
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

FENCE = re.compile(r"^```(\S*)\s*(.*)$")
EXIT_STATUS = re.compile(r"^exit status: (\d+)$")


@dataclass
class Example:
    """One command of a document and the lines that it should print."""

    document: str
    line: int
    command: str
    expected: list[str] = field(default_factory=list)
    exit_status: int | None = None


def _without_blank_end(lines: list[str]) -> list[str]:
    while lines and not lines[-1].strip():
        lines = lines[:-1]
    return lines


def _finish(example: Example) -> Example:
    lines = _without_blank_end(example.expected)
    if lines and (match := EXIT_STATUS.match(lines[-1])):
        example.exit_status = int(match[1])
        lines = _without_blank_end(lines[:-1])
    example.expected = lines
    return example


def parse(text: str, document: str) -> list[Example]:
    """The examples of a document, in order."""
    examples: list[Example] = []
    in_console = in_other = False
    for number, line in enumerate(text.splitlines(), start=1):
        if fence := FENCE.match(line):
            opens_console = fence[1] == "console" and "no-run" not in fence[2].split()
            in_console, in_other = (False, False) if in_console or in_other else (opens_console, not opens_console)
        elif in_console and line.startswith("$ "):
            examples.append(Example(document, number, line[2:]))
        elif in_console and examples and examples[-1].command.endswith("\\"):
            examples[-1].command = examples[-1].command[:-1] + line.lstrip("> ")
        elif in_console and examples:
            examples[-1].expected.append(line)
    return [_finish(example) for example in examples]


def _pattern(line: str) -> str:
    return ".*".join(re.escape(part) for part in line.rstrip().split("...")) + r"[ \t]*"


def matches(expected: list[str], printed: str) -> bool:
    """Does the printed text look as the document says?"""
    parts = [r"(?:[^\n]*\n)*?" if line.strip() == "..." else _pattern(line) + r"\n" for line in expected]
    return re.fullmatch("".join(parts), printed if not printed or printed.endswith("\n") else printed + "\n") is not None


def run(example: Example, directory: Path, environment: dict[str, str]) -> str | None:
    """Runs one example; None if it does what the document says, otherwise what is wrong."""
    ended = subprocess.run(["bash", "-c", example.command], cwd=directory, env=environment, stdin=subprocess.DEVNULL,
                           stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace", timeout=120,
                           check=False)
    where = f"{example.document}:{example.line}: $ {example.command}\n"
    if example.exit_status is not None and ended.returncode != example.exit_status:
        return f"{where}exit status {ended.returncode}, expected {example.exit_status}; printed:\n{ended.stdout}"
    if example.exit_status is None and (ended.returncode == 2 or ended.returncode > 125):
        return f"{where}exit status {ended.returncode}; printed:\n{ended.stdout}"
    if example.expected and not matches(example.expected, ended.stdout):
        shown = "\n".join(example.expected)
        return f"{where}--- the document shows\n{shown}\n--- printed\n{ended.stdout}"
    return None
