"""What is decided about skills and their frameworks."""

from django.utils import timezone

from alignment.deeds import check_version, deed
from alignment.models import Deed, Skill, SkillFramework, User


def set_priority(skill: Skill, *, priority: str, version: int, by: User) -> tuple[Skill, Deed]:
    """How much a skill matters here; StaleWrite when it was changed since `version`."""
    with deed("edit", by=by, workspace=skill.workspace, subject=skill.title) as row:
        fresh: Skill = check_version(skill, version)
        fresh.priority = priority
        fresh.version += 1
        fresh.full_clean(exclude=["workspace", "framework", "parent"])
        fresh.save(update_fields=["priority", "version", "updated"])
    return fresh, row


def archive_framework(framework: SkillFramework, *, version: int, by: User) -> Deed:
    """Takes a framework with its skills out of the lists; what names a skill keeps it."""
    return _set_archived(framework, version, by, archived=True)


def restore_framework(framework: SkillFramework, *, version: int, by: User) -> Deed:
    """Brings a framework back from the archive."""
    return _set_archived(framework, version, by, archived=False)


def _set_archived(framework: SkillFramework, version: int, by: User, *, archived: bool) -> Deed:
    verb = "archive" if archived else "restore"
    with deed(verb, by=by, workspace=framework.workspace, subject=framework.title) as row:
        fresh: SkillFramework = check_version(framework, version)
        fresh.archived_at = timezone.now() if archived else None
        fresh.archived_by = by if archived else None
        fresh.version += 1
        fresh.save()
    return row
