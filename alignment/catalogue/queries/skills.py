"""Which skill of a framework a name means."""

from alignment.models import Skill, Workspace


class SkillNames:
    """Finds a workspace's skills by what frameworks call them: the identifier, else the title.

    Of several frameworks with the same name the first counts; upper and lower case are one. One query.
    """

    def __init__(self, workspace: Workspace) -> None:
        skills = Skill.objects.filter(
            workspace=workspace, archived_at=None, framework__archived_at=None
        ).order_by("framework__position", "position", "key")
        self.identifiers: dict[str, int] = {}
        self.titles: dict[str, int] = {}
        for pk, identifier, title in skills.values_list("pk", "identifier", "title").iterator(2000):
            self.identifiers.setdefault(identifier.casefold(), pk)
            self.titles.setdefault(title.casefold(), pk)

    def find(self, name: str) -> int | None:
        """The id of the skill that is meant; None when no framework has it."""
        said = name.strip().casefold()
        return self.identifiers.get(said, self.titles.get(said))
