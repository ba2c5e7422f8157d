"""The program under test, run in a scratch folder."""

import json
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

MUSTER = Path(sys.argv.pop(1)).resolve()

GOOD_ROUTER = """version 15.2
hostname edge1
!
username netops privilege 15 secret 9 $9$Xq2mPz0aLr7TbE$NPEdCXvtYBNIqZ9qi8H0nZqgCAKd5vIYsSdrO4VGnSs
!
end
"""


class Program(unittest.TestCase):
    """Each test gets an empty folder, `self.folder`, which is the working folder of what it runs."""

    def setUp(self) -> None:
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.folder = Path(scratch.name)

    def environment(self) -> dict[str, str]:
        return {"PATH": os.environ["PATH"], "HOME": str(self.folder), "LC_ALL": "C.UTF-8"}

    def write(self, name: str, content: str | bytes) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def muster(self, *arguments: str, expect: int | None = None) -> subprocess.CompletedProcess[bytes]:
        done = subprocess.run([MUSTER, *arguments], cwd=self.folder, env=self.environment(), capture_output=True,
                              stdin=subprocess.DEVNULL, timeout=120, check=False)
        if expect is not None:
            said = f"muster {' '.join(arguments)}: exit {done.returncode}\n{done.stdout.decode(errors='replace')[-3000:]}"
            self.assertEqual(done.returncode, expect, said + done.stderr.decode(errors="replace")[-3000:])
        return done

    def json(self, *arguments: str, expect: int | None = None) -> dict:
        return json.loads(self.muster(*arguments, expect=expect).stdout)
