"""Knows whether a worker runs: each one gives a sign every few seconds."""

from datetime import datetime, timedelta

from django.utils import timezone

from alignment.models import Worker

SIGN_EVERY = 5  # seconds
GONE_AFTER = 4 * SIGN_EVERY


def worker_is_there(now: datetime | None = None) -> bool:
    """Whether some worker gave a sign just now. One that was killed counts as there for some seconds more."""
    return Worker.objects.filter(seen_at__gt=(now or timezone.now()) - timedelta(seconds=GONE_AFTER)).exists()


def give_sign(name: str) -> None:
    """Says that this worker is there, and forgets those that have said nothing for a day."""
    now = timezone.now()
    if not Worker.objects.filter(name=name).update(seen_at=now):
        Worker.objects.filter(seen_at__lt=now - timedelta(days=1)).delete()
        Worker.objects.create(name=name, seen_at=now)


def say_goodbye(name: str) -> None:
    """Says that this worker is gone, so that nobody waits for it."""
    Worker.objects.filter(name=name).delete()
