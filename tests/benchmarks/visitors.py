"""Visitors of a server that really runs: they keep cookies, follow what a page loads, and send its forms."""

import http.client
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlencode


class Form(HTMLParser):
    """The fields of the form whose address ends with `action`, as a browser would send them untouched."""

    def __init__(self, page: str, action: str) -> None:
        super().__init__()
        self.action, self.fields = action, []  # type: str, list[tuple[str, str]]
        self._inside, self._select, self._text, self._words = False, "", "", ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said: dict[str, Any] = dict(attrs)
        if tag == "form":
            self._inside = said.get("action", "").split("?")[0].endswith(self.action)
        if not self._inside:
            return
        name, kind = said.get("name", ""), said.get("type", "text")
        if tag == "input" and name and (kind not in ("checkbox", "radio", "submit") or "checked" in said):
            self.fields.append((name, said.get("value") or ""))
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and "selected" in said:
            self.fields.append((self._select, said.get("value") or ""))
        elif tag == "textarea":
            self._text, self._words = name, ""

    def handle_data(self, data: str) -> None:
        if self._text:
            self._words += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = False
        elif tag == "select":
            self._select = ""
        elif tag == "textarea" and self._text:
            self.fields.append((self._text, self._words.removeprefix("\n")))
            self._text = ""


class Visitor:
    """One browser: a connection that stays open, a session, its cookies."""

    def __init__(self, port: int, session: str) -> None:
        self.port, self.cookies = port, {"sessionid": session}
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)

    def ask(self, address: str, sent: list[tuple[str, str]] | None = None) -> tuple[int, bytes, Any]:
        """GET, or POST what is `sent`: status, body as it came over the wire, headers."""
        headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "Accept-Encoding": "gzip" if sent is None else "identity",
        }
        method, body = "GET", None
        if sent is not None:
            method, body = "POST", urlencode(sent)
            headers |= {
                "Content-Type": "application/x-www-form-urlencoded",
                "Origin": f"http://127.0.0.1:{self.port}",
                "Referer": f"http://127.0.0.1:{self.port}{address}",
            }
        try:
            self.connection.request(method, address, body, headers)
            answer = self.connection.getresponse()
        except (http.client.HTTPException, ConnectionError):  # an open connection that the server has closed
            self.connection.close()
            self.connection.request(method, address, body, headers)
            answer = self.connection.getresponse()
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = line.split(";")[0].partition("=")
            self.cookies[name] = value
        return answer.status, answer.read(), answer.headers
