"""What help is about: its topics, and the words of the glossary."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alignment.framework.questions import STEPS

Words = str | Promise


class Topic(NamedTuple):
    """One page of help; `slug` is its address and its template."""

    slug: str
    title: Words
    about: Words
    icon: str


class Entry(NamedTuple):
    """One word of the glossary; `layer` is set for the five that have a colour of their own."""

    word: Words
    meaning: Words
    layer: str = ""


class Neighbour(NamedTuple):
    """A link to another page of help."""

    slug: str
    title: Words


TOPICS: dict[str, Topic] = {
    topic.slug: topic
    for topic in (
        Topic("glossary", _("Glossary"), _("Every word of the product in one sentence."), "book-a"),
        Topic(
            "reading",
            _("Map, trace and score"),
            _("What the pictures and verdicts say, and how they are worked out."),
            "waypoints",
        ),
        Topic(
            "phones",
            _("Let phones in"),
            _("So that links and the code on a screen work on other devices."),
            "monitor",
        ),
        Topic("keyboard", _("Keyboard"), _("Getting around without a mouse, on the map too."), "keyboard"),
        Topic("origin", _("Where this comes from"), _("The framework and the people behind it."), "quote"),
    )
}

CONFIDENCE = _("Confidence")
ENTRIES: tuple[Entry, ...] = (
    Entry(_("Workspace"), _("One organisation with its people and plans.")),
    Entry(_("Plan"), _("One planning document of a workspace, home of the five layers.")),
    Entry(
        _("Business goal"),
        _("What the organisation wants to achieve in the next 12 to 18 months."),
        "goal",
    ),
    Entry(
        _("Performance outcome"),
        _("What must change in how work performs so that the goal is met."),
        "outcome",
    ),
    Entry(
        _("Moment of truth"),
        _("One concrete situation in which what people do decides whether the outcome moves."),
        "moment",
    ),
    Entry(_("Behaviour"), _("Something people do in a moment. It helps or it hinders.")),
    Entry(
        _("Learning outcome"),
        _(
            "The skill, attitude, behaviour, knowledge or confidence that a target group must have "
            "for a moment."
        ),
        "learning",
    ),
    Entry(
        _("Initiative"),
        _("What is done: a programme, a course, mentoring, microlearning, a job aid and so on."),
        "initiative",
    ),
    Entry(
        _("Link"),
        _(
            "One hop between neighbouring layers, with the reason why this leads to that, how sure we "
            "are, and what shows it."
        ),
    ),
    Entry(
        CONFIDENCE,
        _(
            "How sure we are of a link. Assumed: we believe it. Reasoned: we say why. "
            "Evidenced: something shows it. Measured: our own readings show it."
        ),
    ),
    Entry(
        _("Cited reading"),
        _("An approved reading that a link names as evidence, by metric and day. “Measured” needs one."),
    ),
    Entry(
        _("Alignment map"),
        _("The picture of a plan: five columns, goals on the left, initiatives on the right."),
    ),
    Entry(_("Trace"), _("Every unbroken path from an initiative up to a business goal.")),
    Entry(_("Strength"), _("The confidence of the weakest hop on the best path.")),
    Entry(
        _("To re-check"),
        _("A link whose one end has changed its meaning since somebody last confirmed it."),
    ),
    Entry(
        _("Not a learning problem"),
        _("A moment that learning would not change. It gets a better remedy, with an owner and a date."),
    ),
    Entry(_("Metric"), _("Something that is measured on an item of any layer.")),
    Entry(
        _("Reading"),
        _("One dated value of a metric, of everybody or of one target group. It counts once it is approved."),
    ),
    Entry(
        _("Baseline"),
        _("The value of a metric before anything was done about it, with its date; on pages “Start”."),
    ),
    Entry(
        _("Return on investment (ROI)"),
        _(
            "(Benefits − costs) / costs × 100. A benefit counts for its amount × our share × how certain it "
            "is. The money page of an initiative shows it with its formula."
        ),
    ),
    Entry(
        _("Benefit/cost ratio (BCR)"),
        _("Benefits / costs. It stands beside the ROI: 8.16 is an ROI of 716 %, not of 816 %."),
    ),
    Entry(_("Break-even"), _("Which part of the counted benefits has to come true to cover the costs.")),
    Entry(
        _("Shared credit"),
        _(
            "Who has which share in an outcome, agreed with whoever answers for it. Learning claims its own "
            "share and no more; without an agreement never all of it."
        ),
    ),
    Entry(
        _("Story"),
        _("What somebody said or saw about an item: evidence in words, quoted only where that is allowed."),
    ),
    Entry(
        _("Return on expectations (ROE)"),
        _("How many of the promises that both sides confirmed were kept, as each side sees it."),
    ),
    Entry(
        _("Skills gap"),
        _(
            "The level that a goal needs of a target group, less the level that is there. It counts where it "
            "decides a moment of truth."
        ),
    ),
    Entry(
        _("Self-assessment"),
        _(
            "A short form in which people say how far they are, without a name. Only the mean is shown, once "
            "the form is closed and at least five have answered."
        ),
    ),
    Entry(
        _("Update"),
        _("How a plan went in a period, written by a person and mailed to the people whom it concerns."),
    ),
    Entry(
        _("Timeline"),
        _(
            "A plan by month: when initiatives run and are needed, what is due, and what money and hours "
            "come to against the budget of the plan."
        ),
    ),
    Entry(
        _("Needs attention"),
        _(
            "One list of what needs you now, over all plans or of one: off track, past its date, at risk, "
            "not answered, waiting for approval, or without a recent reading. Each comes with what closes it."
        ),
    ),
    Entry(
        _("Catalogue"),
        _(
            "What is on offer already, as a learning system lists it. Each item is kept, linked to what "
            "people need, or retired, with the reason."
        ),
    ),
    Entry(
        _("Audit"),
        _(
            "What is taught held against what is required: the share that follows demand by items, hours and "
            "cost, over time. A goal that is only claimed is counted apart."
        ),
    ),
    Entry(_("Barrier"), _("What is in the way of learning that follows demand, and who takes it on.")),
    Entry(
        _("Five practices"),
        _(
            "What training organisations that serve the business do: adapt to its culture, customise, agree "
            "on objectives, define success, consult."
        ),
    ),
    Entry(
        _("Development request"),
        _(
            "A problem that a department wants solved. The solution that it has in mind is kept apart, as "
            "a belief."
        ),
    ),
    Entry(
        _("Order or consultation"),
        _("Whether the solution was set when L&D was asked, or the problem was still open."),
    ),
    Entry(
        _("Why-ladder"),
        _("The answers to why, and why that is so, down to something that somebody can change."),
    ),
    Entry(
        _("Rival causes"),
        _(
            "What else could explain a problem, and what would tell the causes apart. Learning changes only "
            "a lack of skill."
        ),
    ),
    Entry(_("Target group"), _("The people who must achieve a learning outcome.")),
    Entry(_("Momentum"), _("What already drives progress, work that is not learning included.")),
    Entry(_("Links in place"), _("How many of the links and numbers that a plan needs are there.")),
    Entry(_("Deed"), _("One thing that one person did in one save. It can be undone as a whole.")),
    Entry(
        _("Version"),
        _("A plan frozen under a number, to be seen later as it was and compared with what came after."),
    ),
)


def rest_of(slug: str) -> list[Neighbour]:
    """The other pages of help, steps first."""
    steps = [Neighbour(step.slug, step.title) for step in STEPS]
    topics = [Neighbour(topic.slug, topic.title) for topic in TOPICS.values()]
    return [page for page in steps + topics if page.slug != slug]
