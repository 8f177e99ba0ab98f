"""How a browser is known again in an assessment, without telling a reader of the database who it is.

As in guided sessions, the server makes both halves: one stays in the browser's session, the other with
the reply. Each follows from the one before by a digest with the site's secret.
"""

from uuid import UUID

from django.utils.crypto import salted_hmac

from alignment.models import Assessment


def key_to_keep(assessment: Assessment, browser: str) -> str:
    """What a browser's session keeps: one for each browser and assessment, however often it is asked for."""
    return _digest("alignment.browser-in-assessment", f"{assessment.pk}:{browser}")


def reply_key(kept: str) -> UUID:
    """What the reply is filed under, for what a browser's session keeps."""
    return UUID(_digest("alignment.assessment-reply", kept)[:32])


def _digest(salt: str, text: str) -> str:
    return salted_hmac(salt, text, algorithm="sha256").hexdigest()
