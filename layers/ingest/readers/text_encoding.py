"""Detect the encoding of a text: BOM, UTF-8, GB18030 if it reads as Chinese, else Windows-1252; always report it."""

from __future__ import annotations

import codecs
import re

from layers.ingest.finding_collector import FindingCollector

# the name shown → Python's codec; what a .cpg or a person may say is looked up by codec, so that GBK, CP936, … are one
NAMES = {
    "UTF-8": "utf-8",
    "GB18030": "gb18030",
    "UTF-16": "utf-16",
    "UTF-32": "utf-32",
    "BIG5": "big5",
    "WINDOWS-1252": "cp1252",
    "ISO-8859-1": "iso8859-1",
    "ISO-8859-15": "iso8859-15",
    "WINDOWS-1250": "cp1250",
    "WINDOWS-1251": "cp1251",
    "CP437": "cp437",
    "CP850": "cp850",
    "SHIFT_JIS": "shift_jis",
    "EUC-KR": "euc_kr",
}
_SUPERSETS = {"gb2312": "gb18030", "gbk": "gb18030", "hz": "gb18030", "ascii": "utf-8", "utf-8-sig": "utf-8"}
_MARKS = ((codecs.BOM_UTF8, "UTF-8"), (b"\xff\xfe\x00\x00", "UTF-32"), (b"\x00\x00\xfe\xff", "UTF-32"))
_MARKS_16 = ((codecs.BOM_UTF16_LE, "UTF-16"), (codecs.BOM_UTF16_BE, "UTF-16"))
_WIDE = re.compile(r"[^\x00-\x7f]")
_SAMPLE = 200_000


def known_name(said: str) -> str | None:
    """Return our name of an encoding from an option or a .cpg, such as `936`, `GBK` or `utf8`, or None."""
    said = said.strip()
    numbered = said.replace("ANSI ", "cp").replace("OEM ", "cp").replace("8859", "8859-")
    for attempt in (said, f"cp{said}", numbered):
        try:
            codec = codecs.lookup(attempt).name
        except (LookupError, ValueError):
            continue
        codec = _SUPERSETS.get(codec, codec)
        return next((name for name, own in NAMES.items() if codecs.lookup(own).name == codec), None)
    return None


def read_text(content: bytes, chosen: str | None, collector: FindingCollector) -> tuple[str, str]:
    """Decode a text; return it with the name of its encoding.

    Raises
    ------
    RefusedError
        Where the chosen encoding does not fit.
    """
    if chosen is not None:
        name = known_name(chosen)
        if name is None:
            collector.reject("encoding-unknown", encoding=chosen, known=", ".join(NAMES))
        try:
            return _unmarked(content.decode(NAMES[name])), name
        except UnicodeDecodeError:
            collector.reject("encoding-misfit", encoding=name)
    if marked := _marked(content):
        try:
            return _unmarked(content.decode(NAMES[marked])), marked
        except UnicodeDecodeError:
            collector.reject("encoding-misfit", encoding=marked)
    if half := _half_empty(content):
        try:
            return content.decode(half), "UTF-16"
        except UnicodeDecodeError:
            pass
    try:
        return content.decode(), "UTF-8"
    except UnicodeDecodeError:
        return _not_utf8(content, collector)


def _marked(content: bytes) -> str:
    return next((name for mark, name in (*_MARKS, *_MARKS_16) if content.startswith(mark)), "")


def _unmarked(text: str) -> str:
    return text.removeprefix("\ufeff")


def _half_empty(content: bytes) -> str:
    """Return the byte order of UTF-16 without BOM: every other byte of digits and commas is zero."""
    head = content[:4000]
    if len(head) < 4 or len(content) % 2:
        return ""
    even, odd = head[::2].count(0), head[1::2].count(0)
    if max(even, odd) * 4 < len(head) // 2 or min(even, odd) * 4 > max(even, odd):
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _not_utf8(content: bytes, collector: FindingCollector) -> tuple[str, str]:
    broken = content.decode("utf-8", "replace")
    bad = broken.count("\ufffd") - content.count("\ufffd".encode())
    if bad < len(_WIDE.findall(broken)) - broken.count("\ufffd"):
        collector.add("bytes-replaced", "warning", count=bad)
        return broken, "UTF-8"
    name = guess([content])
    text = content.decode(NAMES[name], "replace")
    collector.add("encoding-found" if name == "GB18030" else "encoding-guessed", "warning", encoding=name)
    return text, name


def guess(samples: list[bytes]) -> str:
    """Guess the encoding of texts without BOM, each perhaps truncated."""
    joined = b"\n".join(samples)[:_SAMPLE]
    if all(_fits(sample[:_SAMPLE], "utf-8") for sample in samples):
        return "UTF-8"
    if all(_fits(sample[:_SAMPLE], "gb18030") for sample in samples):
        wide = "".join(_WIDE.findall(joined.decode("gb18030", "ignore")))
        common = len(wide.encode("gb2312", "ignore")) // 2
        # Western text read as GB18030 gives rare characters: its high bytes are followed by plain letters
        if common * 10 >= len(wide) * 6:
            return "GB18030"
    return "WINDOWS-1252"


def _fits(sample: bytes, codec: str) -> bool:
    try:
        codecs.getincrementaldecoder(codec)("strict").decode(sample, final=False)
    except UnicodeDecodeError:
        return False
    return True
