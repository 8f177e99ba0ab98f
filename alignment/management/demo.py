"""The samples with all that belongs to them: their plans, the versions of one, and its sign-off."""

from datetime import date

from alignment.exchange.samples import load_samples
from alignment.reviews.samples import sign_sample
from alignment.versions.samples import WORKSPACE, freeze_sample


def load_demo(*, today: date, reset: bool = False) -> dict[str, bool]:
    """Makes the sample workspaces that are missing, or all anew; says of each whether it was loaded."""
    loaded = load_samples(today=today, reset=reset)
    if loaded.get(WORKSPACE):
        freeze_sample(today=today)
        sign_sample(today=today)
    return loaded
