"""The workspace in which every undo is tried, and what the cases take from it."""

from dataclasses import dataclass, replace
from datetime import date
from random import Random
from typing import Any

from alignment.conversations.services import expectations, talks
from alignment.framework.services import notes
from alignment.framework.services.items import create_item, save_item
from alignment.measurement import services as measurement
from alignment.models import ITEM, LINK_UP, Consultation, HowAnswered, Layer, ParkedNote, Plan, User
from alignment.rules.gaps import HINTS, Gap
from alignment.stories import services as stories

NUMBERS: dict[str, Any] = {
    "kind": "increase",
    "baseline": 10,
    "target": 20,
    "target_date": date(2027, 12, 31),
}
GAP = Gap(kind=sorted(HINTS)[0], layer=Layer.OUTCOME, key="", title="")


@dataclass
class World:
    """A workspace with random content and one chain of ours in it, linked from above to below."""

    plan: Plan
    by: User
    dice: Random

    def item(self, layer: Layer | None = None) -> Any:
        """Any item that is not archived, as it is now."""
        layer = self.dice.choice(list(Layer)) if layer is None else layer
        found = ITEM[layer].objects.filter(workspace=self.plan.workspace, archived_at=None)
        return self.dice.choice(list(found.select_related("plan", "workspace").order_by("pk")))

    def link(self) -> Any:
        """Any link between items that are there, as it is now."""
        found = [
            one
            for model in LINK_UP.values()
            for one in model.objects.filter(workspace=self.plan.workspace).select_related(
                "workspace", "lower__plan", "lower__workspace", "upper__plan", "upper__workspace"
            )
            if not one.lower.is_archived and not one.upper.is_archived
        ]
        return self.dice.choice(sorted(found, key=lambda one: (one.lower.layer, one.pk)))

    def shaken_link(self) -> Any:
        """A link that has to be looked at again."""
        found = self.link()
        save_item(found.lower, by=self.by, version=found.lower.version, fields={"title": self.words()})
        return type(found).objects.select_related("workspace", "lower__plan", "upper__plan").get(pk=found.pk)

    def metric(self) -> Any:
        item = self.item(self.dice.choice([Layer.GOAL, Layer.OUTCOME]))
        return measurement.add_metric(item, by=self.by, fields=NUMBERS | {"title": self.words()})[0]

    def reading(self) -> Any:
        said = {"date": date(2026, 9, 30), "value": 12}
        return measurement.add_reading(self.metric(), by=self.by, fields=said)[0]

    def note(self) -> Any:
        notes.park_note(self.plan, text=self.words(), by=self.by)
        return ParkedNote.objects.select_related("plan__workspace", "workspace").latest("pk")

    def consultation(self) -> Any:
        notes.add_consultation(self.plan, step=1, person=self.words(), by=self.by)
        return Consultation.objects.select_related("plan__workspace", "workspace").latest("pk")

    def talk(self) -> Any:
        fields = {"title": self.words(), "date": date(2026, 11, 3)}
        parts, more = [talks.Part(1, self.words())], [talks.FollowUp(self.words(), "we_need")]
        found = talks.record(self.plan, by=self.by, fields=fields, parts=parts, follow_ups=more)[0]
        return type(found).objects.select_related("plan__workspace", "workspace").get(pk=found.pk)

    def expectation(self) -> Any:
        fields = {"text": self.words(), "direction": "we_need"}
        found = expectations.add(self.plan, by=self.by, fields=fields, owner=self.words())[0]
        said = expectations.Said("confirmed", "", date(2026, 11, 3))
        expectations.answer(found, found.owner, said, how=HowAnswered.TOLD, by=self.by)
        return type(found).objects.select_related("plan__workspace", "workspace").get(pk=found.pk)

    def story(self) -> Any:
        fields = {"text": self.words(), "kind": "customer", "date": date(2026, 11, 3)}
        found = stories.add_story(self.item(), by=self.by, fields=fields, who=self.words())[0]
        return type(found).objects.select_related("workspace").get(pk=found.pk)

    def hint(self) -> Gap:
        kind = self.dice.choice(sorted(HINTS))
        item = create_item(Layer.OUTCOME, by=self.by, plan=self.plan, fields={"title": self.words()})
        return replace(GAP, kind=kind, key=item.key, title=item.title)

    def words(self) -> str:
        return f"Words {self.dice.randrange(10**9)}"


def add_chain(world: World) -> None:
    """One item of each layer, each linked to the one above."""
    above: Any = None
    for layer in Layer:
        uppers = [(above, "Because")] if above is not None else []
        fields = {"title": world.words()}
        above = create_item(layer, by=world.by, plan=world.plan, fields=fields, uppers=uppers)
