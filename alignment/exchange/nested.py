"""The nested lists of the plan file: rows that have no key and belong to the row above them."""

from dataclasses import replace

from alignment import models as nouns
from alignment.exchange.fields import (
    SMALL,
    Field,
    choice,
    day,
    decimal,
    flag,
    kind,
    line,
    number,
    ref,
    text,
    whole,
)
from alignment.rules import content

BY = Field("by", "line", stored_as="by_name", help="who decided, by name")
CURRENCY = Field("currency", "currency", most=3, help="three letters; empty: the workspace's")

#: The kinds of the nested lists by name.
NESTED = {
    one.name: one
    for one in (
        kind(
            "consultations",
            content.Consultation,
            nouns.Consultation,
            whole(
                "step",
                5,
                least=1,
                required=True,
                help="1 goals, 2 outcomes, 3 moments, 4 learning, 5 initiatives",
            ),
            ref("person", "people"),
            choice("role"),
            day("date"),
            text("note"),
            ref("conversation", "conversations", help="in which it happened"),
        ),
        kind(
            "briefings",
            content.BriefingWording,
            nouns.Briefing,
            choice("reader", required=True),
            line("headline"),
            text("decision", help="the decision wanted"),
            day("decision_date"),
            text("options"),
            text("if_nobody_decides"),
            text("risks"),
            text("next_90_days"),
            day("edited_on"),
        ),
        kind(
            "dismissed_hints",
            content.DismissedHint,
            nouns.DismissedHint,
            line("kind", required=True, help="what kind of hint"),
            replace(ref("item", "items", required=True, help="the item that it is about"), stored_as="item"),
            replace(ref("other", "items", help="of a link: its upper end"), stored_as="other"),
            text("reason", required=True),
            day("date", required=True),
            BY,
        ),
        kind(
            "momentum", content.Momentum, nouns.Momentum, line("text", required=True), ref("owner", "people")
        ),
        kind(
            "contribution",
            content.Contribution,
            nouns.Contribution,
            line("who", required=True),
            whole("share", 100, required=True, help="per cent"),
        ),
        kind(
            "behaviours",
            content.Behaviour,
            nouns.Behaviour,
            choice("effect", required=True),
            line("text", required=True),
        ),
        kind(
            "needs",
            content.GroupNeed,
            nouns.GroupNeed,
            ref("group", "target_groups", required=True),
            whole("required", SMALL, help="level needed"),
            whole("current", SMALL, help="level today"),
        ),
        kind("claims", content.Claim, nouns.Claim, ref("goal", "goals", required=True), text("reason")),
        kind(
            "decisions",
            content.Decision,
            nouns.Decision,
            choice("decision", required=True),
            text("reason", required=True),
            text("instead", "what is done instead"),
            day("date", required=True),
            BY,
        ),
        kind(
            "costs",
            content.CostLine,
            nouns.CostLine,
            choice("kind"),
            decimal("amount"),
            CURRENCY,
            choice("state"),
            line("note"),
        ),
        kind(
            "benefits",
            content.BenefitLine,
            nouns.BenefitLine,
            line("text"),
            decimal("amount"),
            number("attribution", 100, help="per cent"),
            number("confidence", 100, help="per cent"),
            CURRENCY,
            choice("state"),
            ref("outcome", "outcomes"),
            line("period"),
            ref("confirmed_by", "people"),
        ),
        kind(
            "expectation_answers",
            content.ExpectationAnswer,
            nouns.ExpectationAnswer,
            ref("person", "people"),
            line("name", help="who answered, by name"),
            choice("answer", required=True),
            text("words"),
            day("on", required=True),
            choice("how", "told"),
            line("recorded_by", help="of one that was told: who wrote it down, by name"),
            flag("outdated", "the expectation has changed since"),
        ),
        kind(
            "readings",
            content.Reading,
            nouns.Reading,
            day("date", required=True),
            decimal("value", required=True),
            text("note"),
            text("evidence"),
            choice("state", "approved"),
        ),
    )
}
