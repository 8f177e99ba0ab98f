"""The samples with all that belongs to them: plans from files, versions of one, what was told and said."""

from datetime import date

from alignment.comments.samples import talk_in_samples
from alignment.exchange.sample_updates import tell_sample_updates
from alignment.exchange.samples import load_samples
from alignment.reviews.samples import sign_sample
from alignment.sessions.samples import hold_sample_session
from alignment.versions.samples import WORKSPACE, freeze_sample


def load_demo(*, today: date, reset: bool = False) -> dict[str, bool]:
    """Makes the sample workspaces that are missing, or all anew; says of each whether it was loaded."""
    loaded = load_samples(today=today, reset=reset)
    if loaded.get(WORKSPACE):
        freeze_sample(today=today)
        tell_sample_updates(WORKSPACE)
        talk_in_samples(today=today)
        hold_sample_session(today=today)
        sign_sample(today=today)
    return loaded
