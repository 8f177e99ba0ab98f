"""The forms of a page as a browser would send them."""

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class PageForm:
    """One form: where it goes, and what it says before anybody types."""

    action: str
    method: str
    fields: dict[str, list[str]] = field(default_factory=dict)

    def says(self, name: str, value: str) -> bool:
        return self.fields.get(name) == [value]


class PageForms(HTMLParser):
    """Reads every form of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.forms: list[PageForm] = []
        self._select = self._area = ""
        self._options: list[tuple[str, bool]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(PageForm(given.get("action", ""), given.get("method", "get").lower()))
        elif tag == "input" and "name" in given:
            ticked = given.get("type") in ("checkbox", "radio")
            if not ticked or "checked" in given:
                self._say(given["name"], given.get("value", "on" if ticked else ""))
        elif tag == "textarea":
            self._area = given.get("name", "")
            self._say(self._area, "")
        elif tag == "select":
            self._select, self._options = given.get("name", ""), []
        elif tag == "option":
            self._options.append((given.get("value", ""), "selected" in given))

    def handle_data(self, data: str) -> None:
        if self._area:
            self.forms[-1].fields[self._area][-1] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = ""
        elif tag == "select" and self._options:
            chosen = [value for value, selected in self._options if selected] or [self._options[0][0]]
            self._say(self._select, chosen[0])

    def _say(self, name: str, value: str) -> None:
        if self.forms and name:
            self.forms[-1].fields.setdefault(name, []).append(value)
