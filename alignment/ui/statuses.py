"""Every status that pages show, as word, tone and icon: never colour alone."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Status(NamedTuple):
    """`tone` picks the class `st-<tone>`: good, warn, bad, info or quiet."""

    label: str | Promise
    tone: str
    icon: str


STATUSES: dict[str, Status] = {
    # the steps
    "not_started": Status(_("Not started"), "quiet", "circle"),
    "in_progress": Status(_("In progress"), "info", "circle-dot"),
    "complete": Status(_("Complete"), "good", "check"),
    "needs_attention": Status(_("Needs attention"), "warn", "triangle-alert"),
    # verdicts of an initiative
    "traced": Status(_("Linked to a goal"), "good", "check"),
    "unconfirmed": Status(_("Linked, reason missing or to re-check"), "warn", "triangle-alert"),
    "broken": Status(_("Stops on the way"), "warn", "unlink"),
    "claimed": Status(_("Says it supports, not shown"), "warn", "message-circle-question-mark"),
    "orphan": Status(_("Supports no goal"), "bad", "unlink"),
    "suspect": Status(_("To re-check"), "warn", "refresh-cw"),
    # verdicts of a goal
    "supported": Status(_("Supported"), "good", "check"),
    "no_learning_planned": Status(_("No learning planned"), "quiet", "circle-slash"),
    "reaches_1": Status(_("Goal only"), "bad", "unlink"),
    "reaches_2": Status(_("Reaches performance outcomes"), "warn", "unlink"),
    "reaches_3": Status(_("Reaches moments of truth"), "warn", "unlink"),
    "reaches_4": Status(_("Reaches learning outcomes"), "warn", "unlink"),
    # metrics
    "met": Status(_("Met"), "good", "check-check"),
    "on_track": Status(_("On track"), "good", "trending-up"),
    "at_risk": Status(_("At risk"), "warn", "triangle-alert"),
    "off_track": Status(_("Off track"), "bad", "circle-alert"),
    "no_reading": Status(_("No reading yet"), "quiet", "circle-dashed"),
    "not_measurable": Status(_("Not measurable yet"), "quiet", "circle-slash"),
    "volume_only": Status(_("Volume only"), "quiet", "hash"),
    "stale": Status(_("No recent reading"), "warn", "clock"),
    # what else needs attention
    "past_date": Status(_("Past its date"), "bad", "calendar-x"),
    "unanswered": Status(_("Not answered"), "warn", "message-circle-question-mark"),
    "unapproved": Status(_("Waits for approval"), "info", "pencil-line"),
    # goals and initiatives
    "proposed": Status(_("Proposed"), "quiet", "circle-dashed"),
    "agreed": Status(_("Agreed"), "good", "handshake"),
    "achieved": Status(_("Achieved"), "good", "check-check"),
    "retired": Status(_("Retired"), "quiet", "archive"),
    "approved": Status(_("Approved"), "info", "check"),
    "in_design": Status(_("In design"), "info", "pencil-ruler"),
    "running": Status(_("Running"), "info", "play"),
    "completed": Status(_("Completed"), "quiet", "check-check"),
    "stopped": Status(_("Stopped"), "quiet", "square"),
    "declined": Status(_("Declined"), "quiet", "x"),
    # what differs between two versions
    "added": Status(_("Added"), "good", "plus"),
    "removed": Status(_("Removed"), "bad", "minus"),
    "changed": Status(_("Changed"), "info", "pencil"),
    "moved": Status(_("Moved"), "quiet", "move"),
    # reviews: how far somebody is, and what they decided
    "asked": Status(_("Asked"), "quiet", "circle"),
    "opened": Status(_("Opened"), "info", "circle-dot"),
    "has_read": Status(_("Has read it"), "info", "eye"),
    "commented": Status(_("Commented"), "info", "message-circle"),
    "agree": Status(_("Agrees"), "good", "check"),
    "agree_if": Status(_("Agrees if changes are made"), "warn", "pencil"),
    "disagree": Status(_("Does not agree"), "bad", "x"),
    "not_asked": Status(_("Not asked any more"), "quiet", "circle-slash"),
    "overdue": Status(_("Overdue"), "bad", "clock"),
    "in_review": Status(_("In review"), "info", "messages-square"),
    # where a development request stands
    "request_new": Status(_("New"), "info", "inbox"),
    "request_talking": Status(_("In conversation"), "info", "messages-square"),
    "request_accepted": Status(_("Accepted"), "good", "check"),
    "request_waiting": Status(_("Waiting"), "warn", "clock"),
    "request_no": Status(_("No"), "quiet", "circle-slash"),
    # what was decided about a request
    "learning": Status(_("Learning"), "good", "book-open"),
    "partly": Status(_("Partly learning"), "info", "book-open"),
    "not_learning": Status(_("Not a learning problem"), "warn", "wrench"),
    "wait": Status(_("Wait"), "quiet", "clock"),
    "decline": Status(_("Declined"), "quiet", "x"),
    # the catalogue: what is done with an item, and whether it is there
    "keep": Status(_("Keep"), "good", "check"),
    "link": Status(_("Link"), "info", "link"),
    "retire": Status(_("Retire"), "quiet", "circle-slash"),
    "gone": Status(_("Gone"), "warn", "circle-dashed"),
    "out_of_use": Status(_("Retired in the learning system"), "quiet", "archive"),
    # everything else
    "archived": Status(_("Archived"), "quiet", "archive"),
    "draft": Status(_("Draft"), "quiet", "pencil-line"),
    "sample": Status(_("Sample"), "info", "flask-conical"),
    "gap": Status(_("Gap"), "bad", "triangle-alert"),
    "hint": Status(_("Hint"), "info", "lightbulb"),
}


def status(code: str) -> Status:
    """The status of that code; an unknown code reads as its own words, quietly."""
    return STATUSES.get(code) or Status(code.replace("_", " ").capitalize(), "quiet", "circle")


class Layer(NamedTuple):
    """How one of the five layers, or a remedy, is shown; `colour` is `layer-<name>` in the styles."""

    name: str | Promise
    plural: str | Promise
    icon: str
    colour: str


LAYERS: dict[str, Layer] = {
    "goal": Layer(_("Business goal"), _("Business goals"), "target", "goal"),
    "outcome": Layer(_("Performance outcome"), _("Performance outcomes"), "trending-up", "outcome"),
    "moment": Layer(_("Moment of truth"), _("Moments of truth"), "message-circle", "moment"),
    "learning": Layer(_("Learning outcome"), _("Learning outcomes"), "book-open", "learning"),
    "initiative": Layer(_("Initiative"), _("Initiatives"), "rocket", "initiative"),
    "remedy": Layer(_("Not a learning problem"), _("Not learning problems"), "wrench", "remedy"),
}
LAYERS["learning_outcome"] = LAYERS["learning"]
