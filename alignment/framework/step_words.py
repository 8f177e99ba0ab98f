"""How far a step is, in one sentence."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alignment.rules.content import Layer, PlanContent
from alignment.rules.steps import Doubt, Lack, Need, Progress, StepState, Worry
from alignment.ui.formats import day


class StepWords:
    """Says of each step of one plan what is there, what is missing, and what to look at again."""

    def __init__(self, content: PlanContent) -> None:
        self.content = content
        self.titles: Mapping[str, str] = {item.key: item.title for _layer, item in content.layered()}
        self.metrics: Mapping[str, str] = {metric.key: metric.title for metric in content.metrics}

    def sentence(self, state: StepState, before: StepState | None) -> str:
        """ "3 moments of truth. “First talk” has no learning outcome." """
        if state.status is Progress.NOT_STARTED:
            return self._not_started(state, before)
        count = count_words(state.step, state.count)
        if state.status is Progress.COMPLETE:
            return self._complete(state, count)
        return _("%(count)s. %(what)s") % {"count": count, "what": self.what(state)}

    def what(self, state: StepState) -> str:
        """The first thing that a step still asks for, and how many more there are."""
        asked: list[Lack | Worry] = [*state.worries, *state.lacks]
        if not asked:
            return ""
        first = self.worry(asked[0]) if isinstance(asked[0], Worry) else self.lack(asked[0])
        more = len(asked) - 1
        if not more:
            return first
        return ngettext("%(first)s And %(more)s more.", "%(first)s And %(more)s more.", more) % {
            "first": first,
            "more": more,
        }

    def lack(self, lack: Lack) -> str:
        """What one item still needs."""
        words = {
            Need.STRATEGY: _("“%(title)s” does not say how the organisation wants to get there."),
            Need.OWNER: _("Nobody answers for “%(title)s” yet."),
            Need.AGREED: _("Nobody has agreed to “%(title)s” yet."),
            Need.CONCRETE: _("“%(title)s” has no number with a target and a date."),
            Need.OUTCOME: _("“%(title)s” has no performance outcome that says why it serves."),
            Need.MOMENT: _("“%(title)s” has no moment of truth."),
            Need.HELPS: _("“%(title)s” has no behaviour that helps."),
            Need.HINDERS: _("“%(title)s” has no behaviour that hinders."),
            Need.LEARNING: _("“%(title)s” has no learning outcome."),
            Need.LINKED: _("“%(title)s” supports nothing."),
            Need.INITIATIVE: _("“%(title)s” has no initiative and no date for one."),
        }
        return words[lack.need] % {"title": self.titles[lack.key]}

    def worry(self, worry: Worry) -> str:
        """What has to be looked at again."""
        words = {
            Doubt.SUSPECT: _("A link of “%(title)s” is to be checked again."),
            Doubt.HORIZON: _("The time of “%(title)s” is over."),
            Doubt.STALE: _("“%(metric)s” has no recent reading."),
            Doubt.PASSED: _("The target date of “%(metric)s” has passed."),
            Doubt.DATES: _("“%(metric)s” has its target date before its start."),
        }
        return words[worry.doubt] % {
            "title": self.titles[worry.key],
            "metric": self.metrics.get(worry.metric, ""),
        }

    def _not_started(self, state: StepState, before: StepState | None) -> str:
        if before is not None and before.status is Progress.NOT_STARTED:
            return _("You can start now and come back to what comes before.")
        return {
            Layer.GOAL: _("Start here: what the business wants to achieve."),
            Layer.OUTCOME: _("What has to change so that the goals are met?"),
            Layer.MOMENT: _("In which situations is that decided?"),
            Layer.LEARNING: _("Who has to be able to do what in them?"),
            Layer.INITIATIVE: _("What do we do so that people learn this, and what do we stop?"),
        }[state.step]

    def _complete(self, state: StepState, count: str) -> str:
        if not state.count:
            return _("Built on items of another plan.")
        if state.step is Layer.GOAL:
            return self._agreed(count)
        return {
            Layer.OUTCOME: _("%(count)s, concrete and linked with a reason."),
            Layer.MOMENT: _("%(count)s, with what helps and what hinders."),
            Layer.LEARNING: _("%(count)s: every moment has one or needs none."),
            Layer.INITIATIVE: _("%(count)s, each linked to what it builds."),
        }[state.step] % {"count": count}

    def _agreed(self, count: str) -> str:
        people = {person.key: person.name for person in self.content.people}
        goals = [goal for goal in self.content.goals if goal.agreed_by in people and not goal.foreign]
        names = list(dict.fromkeys(people[goal.agreed_by] for goal in goals))
        if len(goals) == 1 and goals[0].agreed_on:
            words = {"count": count, "name": names[0], "day": day(goals[0].agreed_on)}
            return _("%(count)s, agreed with %(name)s on %(day)s.") % words
        return _("%(count)s, agreed with %(names)s.") % {"count": count, "names": ", ".join(names)}


def count_words(layer: Layer, count: int) -> str:
    """ "3 moments of truth"; "1 initiative"."""
    words = {
        Layer.GOAL: ngettext("%(count)s business goal", "%(count)s business goals", count),
        Layer.OUTCOME: ngettext("%(count)s performance outcome", "%(count)s performance outcomes", count),
        Layer.MOMENT: ngettext("%(count)s moment of truth", "%(count)s moments of truth", count),
        Layer.LEARNING: ngettext("%(count)s learning outcome", "%(count)s learning outcomes", count),
        Layer.INITIATIVE: ngettext("%(count)s initiative", "%(count)s initiatives", count),
    }
    return words[layer] % {"count": count}
