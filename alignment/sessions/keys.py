"""How a browser is known again in a guided session, without telling a reader of the database who it is.

The server makes both halves: one stays in the browser's session, the other with the participant. Each
follows from the one before by a digest with the site's secret, so that neither table leads to the other.
"""

from uuid import UUID

from django.utils.crypto import salted_hmac

from alignment.models import GuidedSession, ShareLink


def key_to_keep(link: ShareLink, session: GuidedSession, browser: str) -> str:
    """What a browser's session keeps: one for each browser and guided session, however often it is asked for.

    Where people give their names, whoever comes by a link of one person is that person, from whichever
    browser: one participant, and not a second time so many votes.
    """
    personal = session.asks_names and link.person_id is not None
    who = f"person:{link.person_id}" if personal else f"browser:{browser}"
    return _digest("alignment.browser-in-session", f"{session.pk}:{who}")


def participant_key(kept: str) -> UUID:
    """What the participant is filed under, for what a browser's session keeps."""
    return UUID(_digest("alignment.participant", kept)[:32])


def _digest(salt: str, text: str) -> str:
    return salted_hmac(salt, text, algorithm="sha256").hexdigest()
