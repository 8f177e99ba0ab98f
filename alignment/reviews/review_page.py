"""What somebody sees who is asked to agree: the same for guests and for members."""

from dataclasses import dataclass

from django.utils import timezone

from alignment.models import ReviewRequest, SignOff
from alignment.people.queries import name_for_guests
from alignment.reviews.chain_words import ChainsInWords, chains_in_words
from alignment.reviews.changes import PersonChanges, changes_for
from alignment.reviews.queries.addresses import changes_before_signing
from alignment.reviews.queries.decisions import decided_before, decisions_of, request_of
from alignment.reviews.queries.expectations import Expected, expected_of
from alignment.reviews.services.deciding import Reviewer
from alignment.versions.snapshots import Opened, open_version, source_of


@dataclass(frozen=True)
class ReviewPage:
    """All that the page of a review says."""

    reviewer: Reviewer
    opened: Opened
    request: ReviewRequest | None  # None: a reviewing link was made, and nobody asked in so many words
    chains: ChainsInWords
    expected: Expected
    before: SignOff | None  # the last decision about an earlier version
    changes: PersonChanges | None  # since that version
    decisions: list[SignOff]  # about this version, the last first
    address_changed: bool  # the last one was made at another address than the one that was asked

    @property
    def title(self) -> str:
        """The title of the plan in this version."""
        return self.opened.plan.title

    @property
    def asked_by(self) -> str:
        """Who asks."""
        link = self.reviewer.link
        asker = self.request.asked_by if self.request else link.created_by if link else None
        return name_for_guests(asker, self.reviewer.plan.workspace)

    @property
    def decision(self) -> SignOff | None:
        """The decision that stands."""
        last = self.decisions[0] if self.decisions else None
        return last if last is not None and getattr(last, "withdrawal", None) is None else None

    @property
    def taken_back(self) -> list[SignOff]:
        """Decisions about this version that were taken back."""
        return [one for one in self.decisions if one is not self.decision]

    @property
    def is_over(self) -> bool:
        """Whether the request was taken back."""
        return self.request is not None and self.request.withdrawn_at is not None

    @property
    def is_late(self) -> bool:
        """Whether the day by which it was to be decided is over."""
        due = self.request.due if self.request else None
        return due is not None and due < timezone.localdate()


def review_page(reviewer: Reviewer) -> ReviewPage:
    """The page of a review; FrozenProblem when the version, or the one before, cannot be read."""
    person, version = reviewer.person, reviewer.version
    opened = open_version(version)
    before = decided_before(person, version)
    changes = None
    if before is not None:
        earlier = before.snapshot
        earlier.plan, earlier.workspace = reviewer.plan, reviewer.plan.workspace
        changes = changes_for(person.key, source_of(earlier), opened.source)
    decisions = decisions_of(person, version)
    return ReviewPage(
        reviewer=reviewer,
        opened=opened,
        request=request_of(person, version),
        chains=chains_in_words(opened.source.content, person.key, opened.source.plan),
        expected=expected_of(person, reviewer.plan, timezone.localdate()),
        before=before,
        changes=changes,
        decisions=decisions,
        address_changed=bool(changes_before_signing(reviewer.plan, decisions[:1])),
    )
