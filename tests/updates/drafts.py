"""What an editor does who presses the button, for processes that a test kills (tests.outbox.senders)."""


def send_drafts() -> None:
    """Sends every update that is a draft."""
    from alignment.models import Update, User  # noqa: PLC0415 - not before Django is set up
    from alignment.updates import services  # noqa: PLC0415

    for draft in Update.objects.filter(sent_on=None).select_related("plan__workspace", "story__person"):
        services.send(draft, by=User.objects.get(name="Ann"), version=draft.version)
