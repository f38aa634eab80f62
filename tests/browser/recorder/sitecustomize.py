"""Write down every connection and name look-up of a Python process that would leave this machine.

Python imports a module of this name at start when its folder is on PYTHONPATH, so the server under test is started by
the very command that users type, and its child processes are watched too. An audit hook sees calls below the socket
module, and cannot be taken off again. The file named by OUTGOING_LOG gets one line for each: event, target, callers.
"""

import ipaddress
import os
import sys
import traceback

LOG = os.environ.get("OUTGOING_LOG")
LOOKUPS = {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"}
TRAFFIC = {"socket.connect", "socket.sendto", "socket.sendmsg"}


def _is_local(host: object) -> bool:
    name = host.decode("ascii", "replace") if isinstance(host, bytes) else host
    if name is None or name in {"", "localhost"}:
        return True
    try:
        return ipaddress.ip_address(str(name).split("%")[0]).is_loopback
    except ValueError:
        return False


def _record(event: str, details: tuple[object, ...]) -> None:
    if event in LOOKUPS:
        target = details[0]
    elif event in TRAFFIC and isinstance(details[1], tuple):  # else the path of a Unix socket, or None: connected
        target = details[1][0]
    else:
        return
    if not _is_local(target):
        stack = reversed(traceback.extract_stack(limit=6)[:-1])
        callers = " < ".join(f"{frame.filename}:{frame.lineno}" for frame in stack)
        with open(str(LOG), "a", encoding="utf-8") as log:  # noqa: PTH123  pathlib may not be imported this early
            log.write(f"{event} {target!r} from {callers}\n")


if LOG:
    sys.addaudithook(_record)
