"""Share links: the door by which guests come in, and making, renewing and revoking what opens it."""

from alignment.guests.door import INCLUDES, admits, gone, link_open
from alignment.guests.queries import valid_links

__all__ = ["INCLUDES", "admits", "gone", "link_open", "valid_links"]
