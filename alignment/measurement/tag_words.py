"""What the tags of a metric mean, in plain words: its level, its type, why it is measured."""

from django.utils.translation import gettext_lazy as _

#: Levels of evidence (design, 3.6): which follows from the item that is measured.
LEVELS = {
    4: _("Results: what the organisation sees"),
    3: _("Behaviour: what people do in the moment"),
    2: _("Learning: what people can do"),
    1: _("Reaction: what people say of the work"),
    0: _("Activity: how much work there was"),
}
TYPES = (
    ("efficiency", _("Efficiency: how much we do, and what it takes")),
    ("effectiveness", _("Effectiveness: how well our work does its job")),
    ("outcome", _("Outcome: what it changes for the organisation")),
)
REASONS = (
    ("inform", _("Inform: people want to know")),
    ("monitor", _("Monitor: to notice early when it slips")),
    ("evaluate", _("Evaluate: to judge whether something worked")),
    ("manage", _("Manage: to decide what is done next")),
)
HARD = ((True, _("Hard: counted or measured")), (False, _("Soft: asked or judged")))
LEADING = (
    (True, _("Leading: moves before the result does")),
    (False, _("Lagging: shows the result itself")),
)
COLLECTED = ((True, _("Yes, somebody reports it")), (False, _("No, somebody has to begin")))
