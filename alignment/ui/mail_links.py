"""Addresses that open a new mail in the programme of whoever presses them."""

from urllib.parse import quote


def mail_link(to: str, subject: str, text: str) -> str:
    """A mailto: address with all that is to be sent; without `to` the receiver is chosen in the programme."""
    lines = "\r\n".join(text.splitlines())  # what RFC 6068 asks for
    return f"mailto:{quote(to, safe='@')}?subject={quote(subject, safe='')}&body={quote(lines, safe='')}"
