"""What is said of links to re-check: which of them still hold, as the page showed them, and why."""

import re
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from alignment.framework.queries.recheck import Group
from alignment.framework.services.links import Seen
from alignment.models import LINK_UP
from alignment.ui.forms import BaseForm, TextField

MOST = 500  # links in one request
TOKEN = re.compile(r"([a-z]{1,20})-([0-9]{1,18}):([0-9]{1,9}):([0-9a-f]{0,32}):([0-9a-f]{0,32})", re.ASCII)


def seen_of(token: str) -> tuple[str, Seen] | None:
    """A link as the page showed it, with its short name; None for what no page wrote."""
    found = TOKEN.fullmatch(token)
    if found is None:
        return None
    word, link, version, lower, upper = found.groups()
    layer = next((layer for layer in LINK_UP if layer.word == word), None)
    if layer is None:
        return None
    return f"{word}-{int(link)}", Seen(layer, int(link), int(version), lower, upper)


class RecheckForm(BaseForm):
    """Confirms those links of one group that are ticked, or all that are shown; one reason for all."""

    why = TextField(label=_("Why do they still hold?"), rows=2, max_length=2000)
    group = forms.CharField(widget=forms.HiddenInput, max_length=100)

    def __init__(self, data: QueryDict | None = None, *, name: str, several: bool = True) -> None:
        ids = f"recheck-{name}-".replace("%", "%%")  # a group may be called anything in a request
        super().__init__(data, initial={"group": name}, auto_id=f"{ids}%s")
        self.ticked = frozenset(data.getlist("link")[:MOST]) if data is not None else frozenset()
        if not several:
            self.fields["why"].label = _("Why does it still hold?")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        sent: Any = self.data
        found = [seen_of(token) for token in sent.getlist("seen")[:MOST]]
        shown = dict(one for one in found if one is not None)
        whole = self.data.get("which") == "all"
        cleaned["seen"] = [seen for ref, seen in shown.items() if whole or ref in self.ticked]
        if not cleaned["seen"]:
            self.add_error(None, _("Tick the links that still hold."))
        return cleaned


def forms_for(groups: tuple[Group, ...], sent: RecheckForm | None) -> list[tuple[Group, RecheckForm]]:
    """Each group with its form; what was sent goes back to its own group."""
    name = sent["group"].value() if sent is not None else ""
    return [(group, sent if sent is not None and group.name == name else _fresh(group)) for group in groups]


def _fresh(group: Group) -> RecheckForm:
    return RecheckForm(name=group.name, several=len(group.lines) > 1)


class SeenConfirmForm(BaseForm):
    """Why one link still holds, as its page showed it."""

    why = TextField(label=_("Why does it still hold?"), rows=2, max_length=2000)
    shown = forms.CharField(
        widget=forms.HiddenInput, error_messages={"required": _("Read what changed, then confirm.")}
    )

    def __init__(self, data: QueryDict | None = None, *, shown: str, **kwargs: Any) -> None:
        super().__init__(data, initial={"shown": shown}, **kwargs)
        self.link, _colon, _rest = shown.partition(":")

    def clean_shown(self) -> str:
        """What the page showed must be this link."""
        text = str(self.cleaned_data["shown"])
        found = seen_of(text)
        if found is None or found[0] != self.link:
            raise forms.ValidationError(_("Read what changed, then confirm."))
        return text

    def seen(self) -> Seen:
        """The link as the page showed it; only of a valid form."""
        found = seen_of(self.cleaned_data["shown"])
        assert found is not None  # noqa: S101 - clean_shown saw to it
        return found[1]

    def again(self, shown: str) -> "SeenConfirmForm":
        """The same form with all that was typed, over what there is to see now."""
        data = QueryDict(mutable=True)
        data.update({"why": self.cleaned_data["why"], "shown": shown})
        return SeenConfirmForm(data, shown=shown, auto_id=self.auto_id)
