"""The handbook of Kentmere's panel members."""

from dataclasses import dataclass
from typing import Final

STARTING: Final = "Starting"
SITTING: Final = "Sitting on a panel"
SAFE: Final = "Keeping people safe"
PRACTICAL: Final = "Practical things"


@dataclass(frozen=True)
class Page:
    """A page: written so many days ago, and to be looked at again in so many, or since then.

    `before` is what its first version said, where this is the second; `note` what changed.
    """

    title: str
    chapter: str
    body: str
    written: int
    review: int
    before: str = ""
    note: str = ""


BEFORE_FIRST: Final = """Welcome. You do not need to know the law: an adviser of the service sits
beside you on every panel, and knows it for you.

## What must be done before you sit

1. Your enhanced DBS check is back, and the coordinator has noted it.
2. You have done the courses that stand under *My training* as needed before a first panel.
3. You have signed the volunteer agreement and the confidentiality statement.
4. You have watched a panel or two as an observer. An observer says nothing in the meeting, and
   talks it through with the adviser afterwards.

## What we ask of you

- Two or three panels a quarter, mostly between 4pm and 7pm.
- Supervision twice a year: an hour with the coordinator about how it goes.
- Say early when you cannot come. [What it costs you](/noticeboard/handbook/getting-there) is paid
  back.

## Who else is there

Two community members at least, who are not employed by the service, and an adviser who is. One of
the community members chairs. Without these three **no panel may go ahead**: the law says so.
"""

EVENING_BEFORE: Final = """## Before anybody comes in

Read the report at the venue, with the others. It does not leave the building.

## In the meeting

The chair welcomes everybody. Each says who they are. The child tells what happened in their own
words. Then you talk about what would put it right, and write it down together.

## Afterwards

Hand back every paper.
"""

EVENING: Final = """## Before anybody comes in

Be there **45 minutes before**. Read the report at the venue, with the others; it does not leave
the building. Agree who asks about what, so that the child is not questioned by four people.

Sit so that nobody is across a table from everybody else. See that there is water, and tissues.

## In the meeting

1. The chair welcomes everybody, says how long it takes, and asks each to say who they are.
2. The child tells what happened, in their own words. *Ask, and wait for the answer.*
3. Somebody speaks for whoever was harmed, if they wished that. They may be there themselves.
4. You talk about what led to it, and what would help.
5. You agree on a contract, and write it so that the child could read it to a friend.
6. Everybody signs. The order begins on this day.

### Words that help

- “What were you thinking at the time? And since?”
- “Who else was affected?”
- “What do you think needs to happen to put it right?”

### Words that do not

- “Why did you do it?” Most of us do not know why.
- “You should be ashamed.” They may be. It helps nobody.

## If somebody does not come

Wait fifteen minutes. The adviser rings. The panel may sit again on another day, or send the order
back to the court: the adviser says which, and why.

## Afterwards

Hand back **every paper** to the adviser. Stay five minutes and say how it was for you. If an
evening stays with you, ring the coordinator the next day: that is what they are there for.
"""

CHAIRING: Final = """A chair does not decide more than the others. A chair sees to it that everybody
is heard, and that the meeting ends when it said it would.

## Opening

Say your first name, and thank everybody for coming. Say what the meeting is for:

> We are here to understand what happened, who was affected, and what can put it right. At the end
> we agree on what happens next, and write it down.

Say that what is said stays in the room, and the one exception: **if anybody is at risk of harm, the
adviser has to pass it on.**

## Keeping it fair

- Speak to the child, not about them. Ask the parent *after* the child.
- Let silences be. Count to ten.
- If somebody grows angry, stop for five minutes. Nobody minds.
- If the report says one thing and the child another, ask. Do not cross-examine.

## Closing

Read the contract out. Ask the child what it says, in their own words. Say when you meet again: at
least every three months. Thank them by name.

## Afterwards

Give the adviser ten minutes for the outcome. You do not write anything down at home.
"""

CONTRACT: Final = """The contract is what the child agrees to do until the order ends. The panel
writes it **with** them.

## What it can ask for

- Reparation to whoever was harmed, *only if they want it*.
- Work for the community: a project that fits, from the catalogue.
- School, training or an activity.
- Help: with substances, with anger, with what goes on at home.
- Staying away from people or places.

## What it cannot ask for

Tagging, and anything that locks somebody in. Anything that involves whoever was harmed without
their consent.

## How to write it

- Few things. Three that are done are better than eight that are not.
- Each says **what, with whom, by when**, and how we know that it is done.
- Hours are written for reparation alone. The adviser knows the range for the length of the order.

## When it does not work out

Meet again sooner. The contract can be changed, with everybody’s agreement. The panel *must* meet
when the child wants a change, or when it seems that they do not keep to it.
"""

WORRIES: Final = """## If you may know the family

Answer the offer with *I may know this family*. You need not say how, and nobody asks. Do the same
on the evening itself: tell the adviser, and step out before the family comes in.

## If something worries you

Tell **the adviser, the same evening**: what you saw or heard, in the words that were used. Do not
ask questions to find out more, and do not promise to keep it to yourself. If a child is in danger
now, ring 999 first.

When the adviser is who worries you, ring the coordinator, or the service manager.

## What you do not do

- You do not look anybody up, before or after.
- You do not give your number, or take theirs. You do not answer on social media.
- You do not give anybody a lift home.
- You write nothing about a panel in a message, an email or a diary. *Thursday, 5pm, library* is
  enough.

## Looking after yourself

Some evenings are hard. Ask for a talk with the coordinator; ask for a month off. Both are usual.
"""

EXPENSES: Final = """## The way

Every panel’s page says where it is, which door to use, and whether there is step-free access. If
you come by bus and the panel ends after the last one, tell the coordinator: a taxi is paid for.

## What you can claim

What you paid, and no more: nobody earns by it, and nobody pays to volunteer.

- Miles in your own car, from where you start to the venue and back.
- Bus and train fares, parking.
- Care for a child or somebody you look after, while you are with us.
- Something to eat, when you are out for more than five hours.

Keep the receipt and claim within three months.

## Papers and keys

Reports are read at the venue and handed back. You never take one home, and none is sent to you.

## When you cannot come after all

Press *I can’t make it* on the panel’s page, as early as you can. The coordinator looks for cover;
until somebody takes over, the seat is still yours.
"""

PAGES: Final = (
    Page("Before your first panel", STARTING, BEFORE_FIRST, 190, 170),
    Page(
        "What happens on an evening",
        SITTING,
        EVENING,
        40,
        320,
        before=EVENING_BEFORE,
        note="When to be there, words that help, and what to do when somebody does not come",
    ),
    Page("Chairing a panel", SITTING, CHAIRING, 190, 20),
    Page("The contract", SITTING, CONTRACT, 190, -6),
    Page("When you know somebody, or something worries you", SAFE, WORRIES, 190, 170),
    Page("Getting there", PRACTICAL, EXPENSES, 120, 240),
)
