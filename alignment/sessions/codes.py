"""The code that phones scan. The secret in it stays in the session of whoever shows it, on the server.

Only a digest of a link's secret is stored, so it cannot be read again later: whoever shows the code
from another browser makes a new one. It goes from the session when the guided session is closed.
"""

import segno
from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe

from alignment.guests.services import address_of
from alignment.models import GuidedSession, ShareLink
from alignment.sessions.queries.sessions import open_link_of

CODES = "session_codes"


def keep_code(request: HttpRequest, session: GuidedSession, link: ShareLink, token: str) -> None:
    """Keeps the secret of a session's link while this browser is signed in."""
    request.session[CODES] = request.session.get(CODES, {}) | {str(session.pk): [link.pk, token]}


def forget_code(request: HttpRequest, session: GuidedSession) -> None:
    """Forgets it."""
    codes = request.session.get(CODES, {})
    if codes.pop(str(session.pk), None):
        request.session[CODES] = codes


def address_kept(request: HttpRequest, session: GuidedSession) -> str:
    """The address by which people join, when this browser knows it and it still opens the session."""
    link_id, token = request.session.get(CODES, {}).get(str(session.pk), (0, ""))
    return address_of(token) if token and open_link_of(session, link_id) else ""


def drawing_of(address: str) -> SafeString:
    """The address as a QR code: SVG without styles, which the security policy would refuse."""
    code = segno.make(address, error="m", micro=False)
    # Drawn by segno from dots alone; nothing of the address stands in it as text.
    return mark_safe(code.svg_inline(border=2, omitsize=True, svgclass="code", lineclass=None))  # noqa: S308
