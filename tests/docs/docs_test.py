"""Every console example of README.md and docs/*.md does what the document shows. Usage: docs_test.py PROJECT MUSTER"""

import os
import shutil
import sys
import tempfile
import unittest
from pathlib import Path

import examples

PROJECT = Path(sys.argv.pop(1)).resolve()
MUSTER = Path(sys.argv.pop(1)).resolve()
# What an example may name by its path in a checkout; copies, so that no example can change the project.
COPIED = ["collectors", "docs", "inventory", "policies"]


def documents() -> list[Path]:
    return [path for path in [PROJECT / "README.md", *sorted((PROJECT / "docs").glob("*.md"))] if path.is_file()]


class Documents(unittest.TestCase):
    def environment(self, home: Path) -> dict[str, str]:
        return {"PATH": f"{MUSTER.parent}:{os.environ['PATH']}", "HOME": str(home), "NO_COLOR": "1", "TZ": "UTC",
                "LC_ALL": "C.UTF-8", "COLUMNS": "80"}

    def test_every_example_does_what_the_document_shows(self) -> None:
        for document in documents():
            with tempfile.TemporaryDirectory() as scratch:
                for name in COPIED:
                    if (PROJECT / name).is_dir():
                        shutil.copytree(PROJECT / name, Path(scratch) / name)
                found = examples.parse(document.read_text(encoding="utf-8"), str(document.relative_to(PROJECT)))
                print(f"{document.name}: {len(found)} examples", file=sys.stderr)
                for example in found:
                    with self.subTest(f"{example.document}:{example.line}"):
                        wrong = examples.run(example, Path(scratch), self.environment(Path(scratch)))
                        self.assertIsNone(wrong, wrong)


class Examples(unittest.TestCase):
    DOCUMENT = """
text
```console
$ printf 'one\\ntwo\\nthree\\n'
one
...
three
$ echo "took 12 ms"; false
took ... ms

exit status: 1
```
```sh
$ not an example
```
```console no-run
$ rm -rf everything
```
"""

    def run_in_scratch(self, example: examples.Example) -> str | None:
        with tempfile.TemporaryDirectory() as scratch:
            return examples.run(example, Path(scratch), {"PATH": os.environ["PATH"]})

    def test_console_blocks_are_found_and_others_left_alone(self) -> None:
        first, second = examples.parse(self.DOCUMENT, "d.md")
        self.assertEqual((first.line, first.expected), (4, ["one", "...", "three"]))
        self.assertEqual((second.expected, second.exit_status), (["took ... ms"], 1))
        self.assertIsNone(self.run_in_scratch(first))
        self.assertIsNone(self.run_in_scratch(second))

    def test_a_line_too_many_too_few_or_different_is_found(self) -> None:
        self.assertTrue(examples.matches(["a", "..."], "a\n"))
        self.assertTrue(examples.matches(["...", "b", "..."], "a\nb\nc\n"))
        self.assertFalse(examples.matches(["a"], "a\nb\n"))
        self.assertFalse(examples.matches(["a", "b"], "a\n"))
        self.assertFalse(examples.matches(["a..."], "b\n"))

    def test_a_wrong_exit_status_is_found(self) -> None:
        self.assertIn("exit status 2", self.run_in_scratch(examples.Example("d.md", 1, "exit 2")) or "")
        self.assertIn("exit status 0", self.run_in_scratch(examples.Example("d.md", 1, "true", [], 1)) or "")


if __name__ == "__main__":
    unittest.main()
