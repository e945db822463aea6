"""What Jo Hartley wrote to many at once, and what somebody who left said of it."""

from datetime import timedelta
from typing import Final

from portal import clock
from portal.database import session
from portal.demo.actions.rows import Rows, morning, note
from portal.demo.rules import written as told
from portal.members.models import ExitQuestionnaire, MembersTag, Message, Status
from portal.members.rules.messages import audience_words

JO: Final = "Jo Hartley"
ANSWERED_AFTER: Final = timedelta(days=9)


def load_written(rows: Rows) -> None:
    """Put in the copies of messages, and the answers of whoever left last."""
    active = [each for each in rows.members.values() if each.status is Status.ACTIVE]
    sent = [
        Message(
            uuid=rows.uuid(),
            subject=subject,
            body=body,
            audience=audience_words([Status.ACTIVE.label], "", ""),
            people=len(active),
            without_email=sum(not each.person.email for each in active),
            sent_by=rows.people[JO],
            sent_at=morning(rows.times.away(-days)),
            form_key=rows.uuid().hex,
        )
        for subject, body, days in told.MESSAGES
    ]
    session.add_all(sent)
    left = [each for each in rows.members.values() if each.left_on is not None]
    for member in sorted(left, key=lambda each: (each.left_on, each.number))[-1:]:
        on = member.left_on or rows.times.today
        session.add(
            ExitQuestionnaire(
                uuid=rows.uuid(),
                member=member,
                left_on=on,
                answered_at=morning(min(on + ANSWERED_AFTER, rows.times.today)),
                answers=dict(told.ANSWERS),
                words=told.WORDS,
            )
        )
    session.flush()  # the trail needs the numbers of rows
    for message in sent:
        with clock.frozen(message.sent_at):
            note(MembersTag.MESSAGE_SENT, message, actor=rows.people[JO], people=message.people)
