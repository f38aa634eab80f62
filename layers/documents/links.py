"""Links back to the live view on documents and pages, with a warning if only this machine can open them."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

import segno

from layers.catalogue.entries import Lang
from layers.i18n.messages import say


def is_local(link: str) -> bool:
    """Test whether `link` names the machine itself: `localhost`, 127.0.0.0/8, ::1 or 0.0.0.0."""
    try:
        host = (urlsplit(link).hostname or "").rstrip(".")
    except ValueError:
        return False
    if host == "localhost" or host.endswith(".localhost") or host.startswith("127."):
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None) or address
    return bool(mapped.is_loopback or mapped.is_unspecified)


def warning_of(link: str, lang: Lang) -> str:
    """Return the warning that others cannot open `link`, with the setting that cures it; "" if they can."""
    return say("sheet.link_local", lang) if is_local(link) else ""


def link_line(link: str, lang: Lang) -> str:
    """Return the line of a paper that names the link, its warning included; "" without a link."""
    return " ".join(filter(None, [f"{say('sheet.link', lang)}: {link}", warning_of(link, lang)])) if link else ""


def qr(link: str) -> segno.QRCode | None:
    """Return the code of an address; None where it is empty, too long for one, or opens on this machine only."""
    try:
        return segno.make(link, error="l", micro=False) if link and not is_local(link) else None
    except segno.DataOverflowError:
        return None
