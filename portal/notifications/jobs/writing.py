"""Writing a letter, at the moment it is sent: its two parts, its headers, what is attached."""

from dataclasses import dataclass
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Final

from flask import current_app, render_template

from portal import clock
from portal.notifications import rules
from portal.notifications.actions import Attachment, Content, letters
from portal.notifications.models import Mail

CALENDAR: Final = ("text", "calendar")
NO_ADDRESS: Final = "There is no email address for them. Ring them."
NOT_AN_ADDRESS: Final = "Their email address is not one. Correct it, then send this again."


@dataclass(frozen=True)
class Letter:
    """A letter as it goes out; `text` is its readable part, for a demonstration to keep."""

    message: EmailMessage
    address: str
    subject: str
    text: str


def write(mail: Mail) -> Letter | None:
    """Gather and render a letter; None when it has become pointless. May change rows (tokens).

    Raises `rules.Refused` when its address cannot be one, `rules.NoAddress` when there is none.
    """
    person = mail.to_person
    if person is not None and person.erased_at is not None:
        return None
    content = letters[mail.template](to=person, **mail.context)
    if content is None:
        return None
    address = _recipient_of(mail)
    subject = rules.one_line(content.subject)
    values = {**content.values, "subject": subject, "to": person, "invites": _invites(content)}
    text = render_template(f"{mail.template}.txt", **values)
    html = render_template(f"{mail.template}.html", **values)
    message = _headed(mail, address, subject)
    if content.replies_to is not None:
        message.replace_header("Reply-To", recipient(*content.replies_to))
    _fill(message, text, html, content)
    return Letter(message, address.addr_spec, subject, text)


def _invites(content: Content) -> bool:
    """Return whether a calendar program will offer to accept or decline, of which nobody hears."""
    return any(_type_of(file)[2].get("method") == "REQUEST" for file in content.attachments)


def _recipient_of(mail: Mail) -> Address:
    person = mail.to_person
    address = mail.to_address or (person.email if person else None)
    if not address:
        raise rules.NoAddress(NO_ADDRESS)
    return recipient(person.name if person else "", address)


def recipient(name: str, address: str) -> Address:
    """Return an address for a header; a name or address with line breaks cannot add one."""
    try:
        found = Address(rules.one_line(name), addr_spec=address)
    except (MessageError, ValueError, IndexError):
        raise rules.Refused(NOT_AN_ADDRESS) from None
    if not found.username or not found.domain or not address.isprintable():
        raise rules.Refused(NOT_AN_ADDRESS)
    return found


def _headed(mail: Mail, to: Address, subject: str) -> EmailMessage:
    config = current_app.config
    message = EmailMessage(policy=SMTP)
    message["Message-ID"] = mail.message_id
    message["Date"] = format_datetime(clock.now())
    message["From"] = recipient(config["ORGANISATION_NAME"], config["MAIL_SENDER"])
    message["Reply-To"] = recipient(config["ORGANISATION_NAME"], config["SUPPORT_EMAIL"])
    message["To"] = to
    message["Subject"] = subject
    # No automatic answer shall come back: “I am on leave” would reach the service's mailbox.
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "OOF, AutoReply"
    return message


def _fill(message: EmailMessage, text: str, html: str, content: Content) -> None:
    """Put in text and HTML, then what is attached.

    An invitation goes in twice: among the alternatives, where Outlook looks for it, and as a
    file, which other programs offer to open. Several go in as files alone: of alternatives a
    program shows one, and would hide the others and the letter.
    """
    message.set_content(text, cte="quoted-printable")
    message.add_alternative(html, subtype="html", cte="quoted-printable")
    calendars = [each for each in content.attachments if _type_of(each)[:2] == CALENDAR]
    if len(calendars) == 1:
        _, subtype, params = _type_of(calendars[0])
        words = calendars[0].content.decode("utf-8")
        message.add_alternative(words, subtype=subtype, cte="base64", params=params)
    for file in content.attachments:
        maintype, subtype, params = _type_of(file)
        if maintype == "text":
            params = {**params, "charset": "utf-8"}
        message.add_attachment(
            file.content, maintype=maintype, subtype=subtype, filename=file.name, params=params
        )


def _type_of(file: Attachment) -> tuple[str, str, dict[str, str]]:
    """Split `text/calendar; method=REQUEST` into its parts; the encoding is always UTF-8."""
    header = EmailMessage()
    header["Content-Type"] = file.media_type
    parsed = header["Content-Type"]
    params = {key: value for key, value in parsed.params.items() if key != "charset"}
    return parsed.maintype, parsed.subtype, params
