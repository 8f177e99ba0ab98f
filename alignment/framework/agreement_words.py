"""How the stakeholders of a plan stand to it, in words: for the overview, the reviews, the briefing."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alignment.framework.queries.agreement import PlanReviews, Stakeholder, VersionReview
from alignment.models import Agreement, ReviewRequest
from alignment.rules.sign_off import PlanState, Standing

MOST_NAMED = 3


def sentence(reviews: PlanReviews) -> str:
    """The state of a plan: "Version 2: 2 of 4 agree; Priya Nair wants changes; Mia has not decided"."""
    if reviews.latest is None:
        return _("No version is frozen yet, so nobody can sign off.")
    if not reviews.latest.asked:
        return _("Version %(n)s: nobody is asked to agree to it yet.") % {"n": reviews.latest.version.number}
    return version_sentence(reviews.latest, left_out(reviews, reviews.latest))


def version_sentence(review: VersionReview, more: Iterable[str] = ()) -> str:
    """The same of one version that people were asked about; `more` is said behind it."""
    head = _("Version %(n)s: %(count)s") % {
        "n": review.version.number,
        "count": count_words(review.standing),
    }
    return "; ".join([head, *others(review), *more]) + "."


def count_words(standing: Standing) -> str:
    """How many agree: "2 of 4 agree", "all 4 agree"."""
    counts = {"agree": standing.agree, "asked": standing.asked}
    if standing.agree == standing.asked and standing.asked > 1:
        return _("all %(asked)s agree") % counts
    return ngettext("%(agree)s of %(asked)s agrees", "%(agree)s of %(asked)s agree", standing.agree) % counts


def signed_words(standing: Standing) -> str:
    """The same for a table: "2 of 5"; a dash when nobody is asked."""
    if not standing.asked:
        return "–"
    return _("%(agree)s of %(asked)s") % {"agree": standing.agree, "asked": standing.asked}


def others(review: VersionReview) -> list[str]:
    """Who does not agree, or not yet: a part of a sentence for each kind."""
    by: dict[str, list[Stakeholder]] = {}
    for one in review.not_agreeing:
        by.setdefault(one.decision.decision if one.decision else "", []).append(one)
    found = []
    for code, names in by.items():
        people = {"who": named(one.person.name for one in names)}
        if code == Agreement.AGREE_IF:
            words = ngettext("%(who)s wants changes", "%(who)s want changes", len(names))
        elif code == Agreement.DISAGREE:
            words = ngettext("%(who)s does not agree", "%(who)s do not agree", len(names))
        else:
            words = ngettext("%(who)s has not decided", "%(who)s have not decided", len(names))
        found.append((_ORDER.index(code), words % people))
    return [words for _place, words in sorted(found)]


def left_out(reviews: PlanReviews, review: VersionReview) -> list[str]:
    """Who answered about an earlier version and is not asked about this one: a part for each version."""
    return [
        ngettext(
            "%(count)s who answered about version %(before)s was not asked about version %(n)s",
            "%(count)s who answered about version %(before)s were not asked about version %(n)s",
            count,
        )
        % {"count": count, "before": before, "n": review.version.number}
        for before, count in reviews.left_out(review).items()
    ]


def stopping_words(reviews: PlanReviews, request: ReviewRequest) -> str:
    """What it does to the plan when somebody is not asked any more; empty where it stands as before."""
    review = reviews.latest
    if review is None or review.version.pk != request.snapshot_id:
        return ""
    after = review.without(request.person)
    if after.state is review.standing.state:
        return ""
    if after.state is PlanState.DRAFT:
        return _("Nobody is asked about version %(n)s then: the plan is a draft again.") % {
            "n": review.version.number
        }
    counts = {"count": count_words(after)}
    if after.state is PlanState.AGREED:
        return _("The plan then counts as agreed, because %(count)s.") % counts
    return _("The plan then does not count as agreed any more: %(count)s.") % counts


_ORDER = (Agreement.DISAGREE, Agreement.AGREE_IF, "")


def named(names: Iterable[str]) -> str:
    """A few names as a list in a sentence; the rest as a number."""
    every = list(names)
    shown, left = every[:MOST_NAMED], len(every) - MOST_NAMED
    if left > 0:
        more = ngettext("%(count)s other", "%(count)s others", left) % {"count": left}
        shown.append(more)
    if len(shown) < 2:
        return "".join(shown)
    return _("%(first)s and %(last)s") % {"first": ", ".join(shown[:-1]), "last": shown[-1]}


def rule_words(standing: Standing) -> str:
    """When the plan counts as agreed."""
    if standing.rule is None:
        return _("The plan counts as agreed when all who are asked agree.")
    return ngettext(
        "The plan counts as agreed when %(count)s of those who are asked agrees.",
        "The plan counts as agreed when %(count)s of those who are asked agree.",
        standing.rule,
    ) % {"count": standing.rule}


def missing_words(standing: Standing) -> str:
    """That the rule cannot be met; empty when it can."""
    if not standing.missing:
        return ""
    return _(
        "The rule asks for %(needed)s agreements, but only %(asked)s are asked. "
        "Ask more people, or change the rule."
    ) % {"needed": standing.needed, "asked": standing.asked}
