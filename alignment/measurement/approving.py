"""Who approves a reading: only approved readings say where a metric stands (design, 3.6).

An owner of the workspace approves what they wrote themselves, and so does nobody else; what another
person wrote is approved by any editor. Where the workspace demands a second person, owners are no
exception.
"""

from django.utils.translation import gettext as _

from alignment.models import Reading, User, Workspace


def approves_own(user: User, workspace: Workspace) -> bool:
    """Whether what this user writes counts without anybody else looking at it."""
    membership = user.workspaces.get(workspace.slug)
    return membership is not None and membership.can_own and not workspace.second_person


def why_not_approve(reading: Reading, user: User) -> str:
    """Why this editor may not approve a reading, in words; empty when they may."""
    if reading.by_id != user.pk or approves_own(user, reading.workspace):
        return ""
    if reading.workspace.second_person:
        return _("You wrote this reading. In this workspace a second person approves it.")
    return _("You wrote this reading. Another editor or an owner approves it.")
