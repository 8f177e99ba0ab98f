"""What goes with a link into a mail that is sent from the own mailbox. It holds the secret: shown once."""

from dataclasses import dataclass

from alignment.models import Person
from alignment.ui.mail_links import mail_link


@dataclass(frozen=True)
class Invitation:
    """What is sent to one person, or to a group (`person` is None), of whose members no address is known."""

    person: Person | None
    address: str  # of the link; empty in a reminder, which holds none
    subject: str
    text: str

    @property
    def mail_link(self) -> str:
        """Opens the mail in the own programme, to this person alone."""
        return mail_link(self.person.email if self.person else "", self.subject, self.text)
