"""A briefing inside a link, there and back, and what a bad link may try."""

import base64
import zlib

import pytest

from layers.briefing.file import SIZE_LIMIT, BriefingError, read_briefing, ready
from layers.briefing.link import MOST_CHARACTERS, from_code, to_code
from layers.catalogue.models import load_catalogue
from layers.dataset.dataset import load_dataset

EDITION = load_dataset(load_catalogue())
BRIEFING = read_briefing(ready()["corridors"].read_bytes(), EDITION)[0]
CODE = to_code(BRIEFING)


def packed(content: bytes) -> str:
    return base64.urlsafe_b64encode(zlib.compress(content, 9)).decode().rstrip("=")


@pytest.mark.parametrize("code", ready())
def test_every_ready_briefing_fits_a_link_and_comes_back_whole(code: str) -> None:
    briefing = read_briefing(ready()[code].read_bytes(), EDITION)[0]
    link = to_code(briefing)
    assert len(link) <= MOST_CHARACTERS
    assert link.isascii()
    assert not set(link) & set("+/=&?#%")
    assert from_code(link, EDITION) == (briefing, ())


@pytest.mark.parametrize(
    "code",
    [
        CODE[:-1], CODE[:-40], CODE[: len(CODE) // 2], CODE[1:], f"{CODE}AAAA", f"{CODE} ", f"{CODE}*", CODE.swapcase(),
        CODE.replace("A", "B", 1), "", "A", "ABC", "%%%", "重庆", "A" * MOST_CHARACTERS,
    ],
)  # fmt: skip
def test_a_link_that_was_cut_or_changed_is_refused_with_a_cure(code: str) -> None:
    with pytest.raises(BriefingError) as refused:
        from_code(code, EDITION)
    assert [fault.code for fault in refused.value.findings] == ["briefing.cure_link_broken"]
    assert "file" in refused.value.findings[0].sentence("en")


def test_a_link_too_long_is_refused_unread() -> None:
    with pytest.raises(BriefingError) as refused:
        from_code("A" * (MOST_CHARACTERS + 1), EDITION)
    assert refused.value.findings[0].code == "briefing.cure_link_too_long"


def test_a_short_link_cannot_unpack_without_end() -> None:
    bomb = packed(b"# " + b"x" * (3 * SIZE_LIMIT))
    assert len(bomb) <= MOST_CHARACTERS
    with pytest.raises(BriefingError) as refused:
        from_code(bomb, EDITION)
    assert refused.value.findings[0].code == "briefing.cure_too_big"


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"title = ", b"[[scenes]]"])
def test_what_is_no_briefing_is_said_as_of_a_file(content: bytes) -> None:
    with pytest.raises(BriefingError) as of_link:
        from_code(packed(content), EDITION)
    with pytest.raises(BriefingError) as of_file:
        read_briefing(content, EDITION)
    assert of_link.value.findings == of_file.value.findings
