"""The socket on which the server listens, or one clear sentence about why it cannot."""

import errno
import os
import socket

from casework.errors import CaseworkError

BACKLOG = 2048
LAST_PORT = 65535


class CannotListen(CaseworkError):
    default = "De server kan niet starten op deze poort."


def listen(host: str, port: int) -> socket.socket:
    """A listening socket; raises CannotListen. Port 0 takes any free one."""
    try:
        if not 0 <= port <= LAST_PORT:
            raise OSError(errno.EINVAL, "no such port")
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        # asyncio only switches off the waiting of small answers (40 ms) on a socket that says
        # that it speaks TCP.
        listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    except OSError as problem:
        raise CannotListen(
            f"Het adres {host} met poort {port} bestaat niet op deze computer. Controleer wat er "
            "achter --host en --port staat."
        ) from problem
    try:
        if os.name != "nt":
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen(BACKLOG)
    except OSError as problem:
        listening.close()
        raise CannotListen(_why(problem, host, port)) from problem
    return listening


def _why(problem: OSError, host: str, port: int) -> str:
    other = (
        f"Start met een andere poort: python run.py --port {port + 1 if port < LAST_PORT else 8501}"
    )
    if problem.errno == errno.EADDRINUSE:
        return f"Poort {port} is al in gebruik. Draait Handelingskaart al? {other}"
    if problem.errno == errno.EACCES:
        return f"Deze gebruiker mag poort {port} niet gebruiken. {other}"
    return f"De server kan niet luisteren op {host}, poort {port}. {other}"
