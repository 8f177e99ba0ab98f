"""What the L&D lead and whoever asked talk about after the form (E05, E13-E15, B28, B29, D07, D29)."""

from django.utils.translation import gettext_lazy as _

PROMPTS = (
    _(
        "Why does that happen? And why is that so? "
        "(Go on until you reach something that somebody can change.)"
    ),
    _("What else could explain it? Name two other causes before you choose one."),
    _("What would we have to look at to tell these causes apart? Who has those figures?"),
    _("Are there people in the same place who do not have the problem? What do they do?"),
    _(
        "If we did nothing, what would happen in half a year? "
        "What would you give up so that this can be done?"
    ),
    _("Who shares the work on it with us, and from what day?"),
)
