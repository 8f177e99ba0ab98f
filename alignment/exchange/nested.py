"""The nested lists of the plan file: rows that have no key and belong to the row above them."""

from alignment import models as nouns
from alignment.exchange.fields import SMALL, Field, choice, day, decimal, kind, line, number, ref, text, whole
from alignment.rules import content

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
