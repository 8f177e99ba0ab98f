"""What is asked when a framework of skills comes in from a file."""

from django.utils.translation import gettext_lazy as _

from alignment.skills.reading import TARGETS
from alignment.skills.upload import ListColumnsForm, list_field
from alignment.ui.forms import BaseForm, LineField

FIELDS = {
    "key": _("Identifier"),
    "title": _("Title"),
    "description": _("Description"),
    "parent": _("Part of"),
    "level": _("Level"),
}


class SkillsFileForm(BaseForm):
    """The file with the skills."""

    file = list_field(also=(".json",))


class SkillColumnsForm(ListColumnsForm):
    """Which column says what of a skill, and into which framework they go."""

    targets = TARGETS
    labels = FIELDS

    framework = LineField(
        label=_("Name of the framework"),
        max_length=200,
        help_text=_("Skills of a framework with this name are updated; another name makes a new one."),
    )
