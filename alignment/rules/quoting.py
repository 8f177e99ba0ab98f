"""What of a story may be told to whom: the one who told it decides."""

from dataclasses import replace

from alignment.rules.content import Story

#: The permissions with which a story may leave the pages of members, the widest first.
QUOTABLE = ("named", "unnamed")


def may_be_quoted(story: Story) -> bool:
    """Whether it may be told to readers outside; nobody asked is no yes."""
    return story.permission in QUOTABLE and not story.archived


def narrowed(story: Story, now: str) -> Story:
    """A story as it was written down earlier, told no further than what is permitted now."""
    least = len(QUOTABLE)  # what is none of these may not be told at all
    place = {name: index for index, name in enumerate(QUOTABLE)}
    less = place.get(now, least) > place.get(story.permission, least)
    return replace(story, permission=now) if less else story


def quotable(story: Story) -> Story | None:
    """The story as readers outside may have it: without the name unless that was allowed; None when not."""
    if not may_be_quoted(story):
        return None
    return story if story.permission == "named" else replace(story, who="", person="")
