"""A mail server for tests: it notes what it accepts, refuses what it is told to, and can kill the sender."""

import os
import re
import signal
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


class MailServer(socketserver.ThreadingTCPServer):
    """Listens on a free port. `accepted` holds the Message-IDs in the order in which mail was accepted."""

    allow_reuse_address = daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Talk)
        self.accepted: list[str] = []
        self.texts: list[str] = []
        self.refuses: dict[str, str] = {}  # the answer to a command that begins so
        self.kills: int = 0  # the process to kill …
        self.kills_at: tuple[str, int] = ("", 0)  # … at which word of the talk, in which mail of it

    @property
    def port(self) -> int:
        return int(self.server_address[1])


class _Talk(socketserver.StreamRequestHandler):
    server: MailServer

    def handle(self) -> None:
        self.mails = 1
        if not self._goes_on("CONNECT"):
            return
        self._say("220 tests")
        while line := self.rfile.readline():
            word = line.decode().split()[0].upper() if line.strip() else ""
            if not self._goes_on(word):
                return
            refusal = next((said for start, said in self.server.refuses.items() if word == start), "")
            if refusal:
                self._say(refusal)
            elif word == "DATA":
                self._say("354 go on")
                if not self._take():
                    return
            elif word == "QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 fine")

    def _take(self) -> bool:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line.decode())
        text = "".join(lines)
        self.server.texts.append(text)
        self.server.accepted.append(re.findall(r"(?m)^Message-ID: (\S+)", text)[0])
        if not self._goes_on("ACCEPTED"):  # accepted, and the sender never learns of it
            return False
        self.mails += 1
        self._say("250 accepted")
        return True

    def _goes_on(self, word: str) -> bool:
        if self.server.kills and self.server.kills_at == (word, self.mails):
            os.kill(self.server.kills, signal.SIGKILL)
            self.server.kills = 0
            return False
        return True

    def _say(self, words: str) -> None:
        self.wfile.write(words.encode() + b"\r\n")


@contextmanager
def mail_server() -> Iterator[MailServer]:
    with MailServer() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def use(settings: Any, port: int) -> None:
    """Lets this process send through a mail server on this machine."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.MAIL_IS_SET_UP = True
