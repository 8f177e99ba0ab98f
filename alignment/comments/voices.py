"""Who reads and speaks on a page with comments: a member, or a guest by a link in one browser."""

from dataclasses import dataclass

from alignment.models import Comment, Rights, ShareLink, User
from alignment.tokens import digest

#: The rights with which a guest takes part in the talk.
TALKING = (Rights.COMMENT, Rights.REVIEW)


@dataclass(frozen=True)
class Voice:
    """A member (`user`), or whoever holds a `link`; `browser` is the digest of a secret in the session."""

    user: User | None = None
    link: ShareLink | None = None
    browser: str = ""
    may_write: bool = False  # members: reviewers and above; guests: whose link lets them comment

    @property
    def is_guest(self) -> bool:
        """Whether it comes in by a link."""
        return self.link is not None

    def wrote(self, comment: Comment) -> bool:
        """Whether a comment is this one's own. A link alone proves nothing: a group may share it."""
        if self.link is not None:
            return bool(self.browser) and (comment.link_id, comment.browser) == (self.link.pk, self.browser)
        return self.user is not None and comment.link_id is None and comment.user_id == self.user.pk

    def may_settle(self, head: Comment) -> bool:
        """Whether it may resolve and reopen a thread: members who may write, and who began it."""
        return self.may_write and (not self.is_guest or self.wrote(head))


def browser_of(secret: str) -> str:
    """What a comment keeps of the secret in a guest's session."""
    return digest(secret) if secret else ""
