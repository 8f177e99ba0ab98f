"""What of a plan's history is asked for, in the query of its address."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alignment.framework.queries.history import kinds_of
from alignment.models import ITEM, LINK_UP, Deed, Item, Layer, Plan
from alignment.ui.forms import LONGEST_ID, BaseForm, LineField
from alignment.ui.statuses import LAYERS
from alignment.verbs import VERBS, deed_words
from alignment.versions.changes import IN_A_SESSION

ANY = ("", _("Any"))
#: Done in a session by somebody of whom nothing is kept, by no member and no link.
NAMELESS = Q(verb__in=IN_A_SESSION, by=None, link=None)
LARGEST_ID = 2**63 - 1


class HistoryForm(BaseForm):
    """Who, which kind of deed, which layer, when, which words."""

    who = forms.ChoiceField(label=_("Who"), required=False)
    what = forms.ChoiceField(label=_("What was done"), required=False)
    layer = forms.ChoiceField(label=_("Layer"), required=False)
    start = forms.DateField(label=_("From"), required=False)
    end = forms.DateField(label=_("Until"), required=False)
    text = LineField(label=_("Words"), required=False, max_length=100)
    item = LineField(required=False, max_length=40, widget=forms.HiddenInput)
    after = forms.IntegerField(required=False, min_value=0, max_value=LARGEST_ID, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, there: Iterable[tuple[str, str]]) -> None:
        super().__init__(data)
        pairs = set(there)
        names = sorted({name for name, _verb in pairs if name}, key=str.casefold)
        verbs = sorted({(_kind(verb), verb) for _name, verb in pairs if verb in VERBS})
        self.give_choices("who", [ANY, *((name, name) for name in names)])
        self.give_choices("what", [ANY, *((verb, words) for words, verb in verbs)])
        self.give_choices("layer", [ANY, *((layer.word, LAYERS[layer.word].plural) for layer in Layer)])

    def asked(self) -> dict[str, Any]:
        """What is asked for; fields with a mistake count as empty."""
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}


def _kind(verb: str) -> str:
    """A kind of deed in words, without a subject."""
    return str(VERBS[verb].words) % {"subject": "…"} if verb == "paste" else deed_words(verb, "…")


def deeds_of(plan: Plan) -> QuerySet[Deed]:
    """The deeds of a plan, and those of no one plan that touched its items or their links."""
    inside = Q()
    for layer, model in ITEM.items():
        own: Any = model
        inside |= Q(pk__in=own.history.filter(plan_id=plan.pk).values("deed_id"))
        if layer in LINK_UP:
            links: Any = LINK_UP[layer]
            lowers = own.objects.filter(plan=plan).values("pk")
            inside |= Q(pk__in=links.history.filter(lower_id__in=lowers).values("deed_id"))
    found = Deed.objects.filter(Q(plan=plan) | Q(plan=None, workspace=plan.workspace_id) & inside)
    return found.exclude(NAMELESS)


def nameless_of(plan: Plan) -> QuerySet[Deed]:
    """What people did in sessions without names: one after the other, with the time, they would tell who.

    They are counted and not listed.
    """
    return Deed.objects.filter(NAMELESS, plan=plan)


def is_nameless(row: Deed) -> bool:
    """Whether a deed is one of those."""
    return row.verb in IN_A_SESSION and row.by_id is None and row.link_id is None


def narrowed(deeds: QuerySet[Deed], asked: dict[str, Any], item: Item | None) -> QuerySet[Deed]:
    """Those deeds that are asked for."""
    if "who" in asked:
        deeds = deeds.filter(by_name=asked["who"])
    if "what" in asked:
        deeds = deeds.filter(verb=asked["what"])
    if "layer" in asked:
        model: Any = ITEM[Layer.of(asked["layer"])]
        deeds = deeds.filter(pk__in=model.history.values("deed_id"))
    if "start" in asked and asked["start"] > date.min:
        deeds = deeds.filter(at__gte=_midnight(asked["start"]))
    if "end" in asked and asked["end"] < date.max:
        deeds = deeds.filter(at__lt=_midnight(asked["end"] + timedelta(days=1)))
    if "text" in asked:
        deeds = deeds.filter(Q(subject__icontains=asked["text"]) | Q(why__icontains=asked["text"]))
    if "after" in asked:
        deeds = deeds.filter(pk__gt=asked["after"])
    return deeds if item is None else deeds.filter(_touching(item))


def _touching(item: Item) -> Q:
    """Deeds that wrote the item, its nested lists, links or metrics."""
    found = Q()
    for kind in kinds_of(item):
        found |= Q(pk__in=kind.model.history.filter(kind.where).values("deed_id"))
    return found


def item_named(plan: Plan, name: str) -> Item | None:
    """The item that `goal-12` names, of the plan's workspace; None when there is none."""
    word, _dash, number = name.rpartition("-")
    words = {layer.word: model for layer, model in ITEM.items()}
    if word not in words or not number.isdecimal() or not number.isascii() or len(number) > LONGEST_ID:
        return None
    found: Item | None = words[word].objects.filter(workspace=plan.workspace_id, pk=int(number)).first()
    return found


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
