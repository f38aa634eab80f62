"""What CONTRIBUTING.md tells a newcomer to do, and doing it."""

import re
import textwrap
from dataclasses import dataclass
from pathlib import Path

STEP = re.compile(r"^\d\. .*?`([^`]+)`.*?(?=^\d\. |\Z)", re.DOTALL | re.MULTILINE)
BLOCK = re.compile(r"^   ```(\w+)\n(.*?)^   ```", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True)
class Step:
    """One numbered item: a file, and the whole of it (`python`) or lines of it (`diff`)."""

    path: str
    language: str
    text: str

    def apply(self, root: Path) -> None:
        """Write the file, or change it where its lines say so."""
        file = root / self.path
        if self.language != "diff":
            assert not file.exists(), f"{self.path} is there already"
            file.parent.mkdir(exist_ok=True)
            file.write_text(self.text, encoding="utf-8")
            return
        lines = file.read_text(encoding="utf-8")
        for hunk in self.text.strip("\n").split("\n\n"):
            old = "".join(f"{line[1:]}\n" for line in hunk.split("\n") if line[0] in " -")
            new = "".join(f"{line[1:]}\n" for line in hunk.split("\n") if line[0] in " +")
            assert f"\n{lines}".count(f"\n{old}") == 1, f"{self.path} has not just once:\n{old}"
            lines = f"\n{lines}".replace(f"\n{old}", f"\n{new}", 1)[1:]
        file.write_text(lines, encoding="utf-8")


def section(guide: str, title: str) -> str:
    """Return the text under a heading of the third rank."""
    found = re.search(rf"^### {re.escape(title)}\n(.*?)(?=^##|\Z)", guide, re.DOTALL | re.MULTILINE)
    assert found is not None, f"no errand {title!r}"
    return found[1]


def steps(guide: str, title: str) -> list[Step]:
    """Return the steps of an errand; those without a block have neither language nor text."""
    found = []
    for step in STEP.finditer(section(guide, title)):
        block = BLOCK.search(step[0])
        language, text = (block[1], textwrap.dedent(block[2])) if block else ("", "")
        if language == "diff":  # the sign of each line stands before it: nothing else is indented
            text = "\n".join(line[3:] for line in block[2].split("\n"))
        found.append(Step(step[1], language, text))
    return found
