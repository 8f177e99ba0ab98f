"""manage.py send_due: sends what is due, for cron."""

from typing import Any

from django.core.management.base import CommandError

from alignment.jobs.sweeping import sweep
from alignment.management.answers import AnswerCommand


class Command(AnswerCommand):
    """Run twice, or by two at a time, it does everything once; killed at any point, it loses nothing."""

    help = "Sends reminders, digests and other mail that is due, and takes up jobs left behind (for cron)."

    def handle(self, *args: Any, **options: Any) -> None:
        swept = sweep()
        self.stdout.write(swept.words)
        if swept.problems:
            raise CommandError("Not everything worked; the log says why.")
