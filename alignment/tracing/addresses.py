"""Where an item is shown and where a gap is put right; pages of other features are known by address alone."""

from urllib.parse import urlencode

from django.urls import reverse

from alignment.rules.gaps import Action, Gap

#: The page of each action: its name, and whether it is asked by the item, by the link or by the metric.
PAGES = {
    Action.LINK_UP: "framework:link_new",
    Action.LINK_DOWN: "framework:item_support",
    Action.LINKS: "framework:item",
    Action.ITEM: "framework:item_edit",
    Action.LINK: "framework:link_edit",
    Action.CONFIRM: "framework:link_confirm",
    Action.METRIC: "measurement:metric_edit",
    Action.READING: "measurement:reading_new",
    Action.METRIC_NEW: "measurement:metric_new",
    Action.ANSWER: "conversations:expectation_answer",
    Action.KEEP: "conversations:expectation_done",
}
OF_LINK = frozenset({Action.LINK, Action.CONFIRM})
OF_EXPECTATION = frozenset({Action.ANSWER, Action.KEEP})
OF_METRIC = frozenset({Action.METRIC, Action.READING})


def item_address(workspace: str, layer: str, item_id: int) -> str:
    """The page of one item."""
    return reverse("framework:item", args=[workspace, layer, item_id])


def gap_item_address(workspace: str, plan_id: int, gap: Gap) -> str:
    """The page of what a gap is about; of an expectation of a whole plan that is where they are listed."""
    if not gap.id and gap.expectation_id:
        return reverse("conversations:expectation_list", args=[workspace, plan_id])
    return item_address(workspace, gap.layer.word, gap.id)


def link_address(workspace: str, layer: str, link_id: int) -> str:
    """The page on which a link is edited; `layer` is that of its lower end."""
    return reverse("framework:link_edit", args=[workspace, layer, link_id])


def gap_address(workspace: str, plan_id: int, gap: Gap, back: str = "") -> str:
    """The page on which the one action stands that closes a gap; `back` is where it leads afterwards."""
    action, (layer, item) = gap.action, gap.place
    asked = {"next": back} if back else {}
    if action in OF_METRIC:
        found = reverse(PAGES[action], args=[workspace, gap.metric_id])
    elif action in OF_EXPECTATION:
        found = reverse(PAGES[action], args=[workspace, gap.expectation_id])
    elif action is Action.METRIC_NEW:
        found = reverse(PAGES[action], args=[workspace, plan_id])
        asked = {"item": f"{gap.layer.word}-{gap.id}", **asked}
    else:
        found = reverse(
            PAGES[action], args=[workspace, layer.word, gap.link_id if action in OF_LINK else item]
        )
    if action is Action.LINKS:
        return f"{found}#links-up"
    return f"{found}?{urlencode(asked)}" if asked else found


def set_aside_address(workspace: str, plan_id: int, hint: Gap, back: str = "") -> str:
    """The page on which a hint is set aside with a reason."""
    asked = {"kind": hint.kind.value, "item": hint.key, "other": hint.other, "next": back}
    found = reverse("framework:hint_dismiss", args=[workspace, plan_id])
    return f"{found}?{urlencode({name: value for name, value in asked.items() if value})}"
