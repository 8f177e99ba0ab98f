"""The five practices in words: what each means, what is asked, what is counted, and what is missing (C18)."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from alignment.models import Practice, Step
from alignment.rules import practices as rules
from alignment.rules.practices import Count, Lack, Missing
from alignment.tracing.addresses import item_address

Words = str | Promise
Plans = dict[str, tuple[int, str]]

#: What each score means.
SCORES: dict[int, Words] = {
    1: gettext_lazy("Not at all"),
    2: gettext_lazy("Hardly"),
    3: gettext_lazy("In part"),
    4: gettext_lazy("Mostly"),
    5: gettext_lazy("Always"),
}


@dataclass(frozen=True)
class Text:
    """What a practice means, what is asked about it, and what the data is held against."""

    meaning: Words
    question: Words
    counted: Words = ""


TEXTS: dict[str, Text] = {
    Practice.CULTURE: Text(
        gettext_lazy("Learning looks and sounds like the business it is for."),
        gettext_lazy("How far does what you offer use the words, examples and ways of your business?"),
    ),
    Practice.CUSTOMISE: Text(
        gettext_lazy("Learning is made for a target group and for the situation in which it counts."),
        gettext_lazy("How far is what you offer made for the people and situations it is meant for?"),
        gettext_lazy("Learning outcomes with a target group and a moment of truth that they prepare for."),
    ),
    Practice.OBJECTIVES: Text(
        gettext_lazy("The business objectives are agreed on with those who own them."),
        gettext_lazy("How far do you agree on business objectives before anything is designed?"),
        gettext_lazy(
            "Business goals that somebody agreed to on a day, in a latest version that is signed off."
        ),
    ),
    Practice.METRICS: Text(
        gettext_lazy("Everybody knows beforehand which number says that it worked."),
        gettext_lazy("How far is it settled beforehand which numbers would show success?"),
        gettext_lazy("Goals and performance outcomes with a metric that has start, target and date."),
    ),
    Practice.CONSULT: Text(
        gettext_lazy("Those who ask for learning are consulted; their problem comes before a solution."),
        gettext_lazy("How far do you work through a problem with those who ask before you offer anything?"),
        gettext_lazy("Steps of plans in which somebody was consulted, and requests that were no orders."),
    ),
}
LACKS: dict[Lack, Words] = {
    Lack.NOT_AGREED: gettext_lazy("Nobody has agreed to it."),
    Lack.NO_WHO_OR_WHEN: gettext_lazy("Agreed, but not by whom and when."),
    Lack.NOT_SIGNED_OFF: gettext_lazy("No signed-off latest version holds it."),
    Lack.NO_METRIC: gettext_lazy("No metric with start, target and date."),
    Lack.NO_GROUP: gettext_lazy("No target group."),
    Lack.NO_MOMENT: gettext_lazy("Prepares for no moment of truth."),
    Lack.NOT_CONSULTED: gettext_lazy("Nobody was consulted."),
    Lack.AN_ORDER: gettext_lazy("It came as an order."),
    Lack.MODE_NOT_SAID: gettext_lazy("Order or consultation? Nobody said."),
}
_SLUGS = {1: "goals", 2: "outcomes", 3: "moments", 4: "learning"}


@dataclass(frozen=True)
class Line:
    """One thing that is missing: what, why, and where it is put right."""

    title: str
    words: str
    address: str
    layer: str = ""


def count_words(count: Count) -> str:
    """How much of a practice is kept: "7 of 12 goals"."""
    said = {"met": count.met, "of": count.of}
    if count.practice == rules.OBJECTIVES:
        return ngettext("%(met)s of %(of)s goal", "%(met)s of %(of)s goals", count.of) % said
    if count.practice == rules.METRICS:
        words = ngettext(
            "%(met)s of %(of)s goal or outcome", "%(met)s of %(of)s goals and outcomes", count.of
        )
        return words % said
    if count.practice == rules.CUSTOMISE:
        words = ngettext(
            "%(met)s of %(of)s learning outcome", "%(met)s of %(of)s learning outcomes", count.of
        )
        return words % said
    return (
        ngettext("%(met)s of %(of)s step or request", "%(met)s of %(of)s steps and requests", count.of) % said
    )


def line_of(one: Missing, workspace: str, plans: Plans) -> Line:
    """What is missing in words, with the page on which it is put right."""
    words = str(LACKS[one.lack])
    if one.layer is not None:
        return Line(one.title, words, item_address(workspace, one.layer.word, one.id), one.layer.word)
    if one.step:
        plan, title = plans.get(one.plan, (0, one.plan))
        said = _("%(step)s in “%(plan)s”") % {"step": Step(one.step).label, "plan": title}
        address = reverse("framework:step", args=[workspace, plan, _SLUGS[one.step]]) if plan else ""
        return Line(said, words, address)
    return Line(one.title, words, reverse("intake:request", args=[workspace, one.id]))
