"""The form of a learning outcome: what they can do, and who they are."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from alignment.framework.forms.base import ItemForm, Names
from alignment.framework.forms.fields import DayField, MaybeField, PersonField
from alignment.framework.queries.values import Values
from alignment.models import Layer, LearningOutcome, TargetGroup
from alignment.ui.forms import ChoicesByTitle, LineField, TextField

HIGHEST = 100


def level(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=HIGHEST)


class LearningForm(ItemForm):
    """What a target group must be able to do when the moment comes."""

    layer = Layer.LEARNING
    ROWS = (
        ("title",),
        ("why", "wording_only"),
        ("groups",),
        ("new_group", "new_size"),
        ("uppers",),
        ("reason",),
    )
    MORE = (
        ("kind", "skill"),
        ("required", "current"),
        ("gain",),
        ("owner", "initiative_by"),
        ("description",),
    )
    SHOWN_BY = {"needs": ("groups",)}

    groups = ChoicesByTitle(TargetGroup.objects.current(), label=_("Who"), required=False)
    new_group = LineField(label=_("Another target group"), required=False, max_length=120)
    new_size = forms.IntegerField(
        label=_("How many people"), required=False, min_value=0, max_value=10_000_000
    )
    kind = MaybeField(LearningOutcome.Kind.choices, label=_("Kind"))
    skill = LineField(label=_("Skill from a framework"), required=False, max_length=200)
    required = level(_("Level needed"))
    current = level(_("Level today"))
    gain = TextField(label=_("What they gain from it"), required=False)
    owner = PersonField(label=_("Who answers for it"))
    initiative_by = DayField(label=_("Without an initiative until"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].label = _("What they can do")
        if self.item is not None:
            self._keep_groups(self.item)
            self._levels(self.item)

    def _keep_groups(self, item: Any) -> None:
        """A group that was archived since stays chosen until somebody unticks it."""
        groups: Any = self.fields["groups"]
        chosen = Q(pk__in=item.needs.values("group"))
        groups.queryset = TargetGroup.objects.filter(Q(archived_at=None) | chosen, workspace=self.workspace)

    def _levels(self, item: Any) -> None:
        """Each target group that is named already has levels of its own."""
        self.levels: list[tuple[str, str]] = []
        for need in item.needs.select_related("group"):
            names = (f"required_{need.group_id}", f"current_{need.group_id}")
            for name, words in zip(names, (_now("Level needed"), _now("Level today")), strict=True):
                self.fields[name] = level(f"{words}: {need.group}")
            self.initial.setdefault(names[0], need.required)
            self.initial.setdefault(names[1], need.current)
            self.levels.append(names)
        if self.levels:
            self.leave_out("required", "current")
            self.more_names = (self.MORE[0], *self.levels, *self.MORE[2:])

    @classmethod
    def initial_of(cls, values: Values, names: Names) -> dict[str, Any]:
        initial = super().initial_of(values, names)
        initial["groups"] = [group for group, _required, _current in values["needs"]]
        for group, required, current in values["needs"]:
            initial[f"required_{group}"], initial[f"current_{group}"] = required, current
        return initial

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("new_size") is not None and not said.get("new_group"):
            self.add_error("new_group", _("Name the group that has so many people."))
        return said

    def lists_of_item(self) -> dict[str, list[dict[str, Any]]]:
        said = self.cleaned_data
        chosen = sorted(said["groups"], key=self._place)
        rows = [
            {
                "group": group,
                "required": said.get(f"required_{group.pk}", said.get("required")),
                "current": said.get(f"current_{group.pk}", said.get("current")),
            }
            for group in chosen
        ]
        if said["new_group"]:
            new = (said["new_group"], said["new_size"])
            rows.append({"group": new, "required": said.get("required"), "current": said.get("current")})
        return {"needs": rows}

    def _place(self, group: TargetGroup) -> tuple[int, int, str]:
        """Groups that are named already keep their order; the others follow in the workspace's."""
        known = self.initial.get("groups") or []
        place = known.index(group.pk) if group.pk in known else len(known)
        return place, group.position, group.key
