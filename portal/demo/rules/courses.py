"""The twelve courses of Kentmere: topics and validities as such services have them."""

from dataclasses import dataclass
from typing import Final

VOLUNTEER, ADVISER, STAFF = "volunteer", "adviser", "staff"
BEFORE_DUTY: Final = None

INDUCTION, SAFEGUARDING, GOVERNANCE, PREVENT = "INDUCT", "SAFE", "INFO", "PREVENT"
TRAUMA, EQUALITY, FIRST_AID, LONE = "TRAUMA", "EQUALITY", "FIRST-AID", "LONE"
FOUNDATION, INTERMEDIATE, ADVANCED, VICTIMS = "RJ-1", "RJ-2", "RJ-3", "VICTIMS"

HOUR: Final = 60
DAY: Final = 6 * HOUR


@dataclass(frozen=True)
class Course:
    """A course. `needs` says within how many months of joining, None for before a first panel."""

    code: str
    title: str
    kind: str
    delivery: str
    minutes: int
    months: int | None
    purpose: str
    topics: tuple[str, ...]
    needs: tuple[tuple[str, int | None], ...] = ()
    renew_days: int = 90
    cpd: int = 0
    level: str | None = None
    from_award: bool = False
    after: str | None = None
    covers: str | None = None
    outcomes: tuple[str, ...] = ()


COURSES: Final = (
    Course(
        *(INDUCTION, "Panel induction", "induction", "in_person", 2 * DAY, None),
        "What a panel does, and how a member speaks with a child, a parent and somebody harmed.",
        ("The panel and the law", "Restorative justice", "Communication", "Agreeing a contract"),
        needs=((VOLUNTEER, BEFORE_DUTY),),
        cpd=2 * DAY,
        outcomes=("I know what a panel may decide", "I can open a meeting and put people at ease"),
    ),
    Course(
        *(SAFEGUARDING, "Child safeguarding", "mandatory", "in_person", 4 * HOUR, 36),
        "To see that a child may be at risk, and to know whom to tell the same day.",
        ("Signs of harm", "Exploitation", "What to do and whom to tell", "Writing it down"),
        needs=((VOLUNTEER, BEFORE_DUTY), (ADVISER, BEFORE_DUTY), (STAFF, 3)),
        renew_days=120,
        cpd=4 * HOUR,
        outcomes=("I would notice that a child may be at risk", "I know whom to tell, and when"),
    ),
    Course(
        *(GOVERNANCE, "Information governance", "mandatory", "e_learning", 40, 12),
        "To keep what is said on a panel safe, and to spot a message that is not what it seems.",
        ("Confidentiality", "Papers on panel evenings", "Passwords and suspicious mail"),
        needs=((VOLUNTEER, 3), (STAFF, 1)),
    ),
    Course(
        *(PREVENT, "Prevent", "mandatory", "e_learning", HOUR, 24),
        "To recognise that somebody is drawn into extremism, and to ask for help in time.",
        ("What draws people in", "Asking for support"),
        needs=((VOLUNTEER, 6), (STAFF, 6)),
    ),
    Course(
        *(TRAUMA, "Trauma-informed practice", "refresher", "in_person", 5 * HOUR, 36),
        "To understand how what children have lived through shows in how they behave.",
        ("Adverse experiences", "The adolescent brain", "Looking after yourself"),
        needs=((VOLUNTEER, 12),),
        cpd=5 * HOUR,
        outcomes=("I can respond calmly when a child shuts down or is angry",),
    ),
    Course(
        *(EQUALITY, "Equality and inclusion", "refresher", "online", 2 * HOUR, 36),
        "To treat everybody at a panel fairly, and to see what stands in somebody’s way.",
        ("The law", "Over-represented children", "Our own assumptions"),
        needs=((VOLUNTEER, 12), (STAFF, 6)),
        cpd=2 * HOUR,
        outcomes=("I see what keeps somebody from taking part", "I know what the law asks of us"),
    ),
    Course(
        *(FIRST_AID, "First aid at work", "cpd", "in_person", DAY, 36),
        "For those who look after an activity. A yearly refresher is urged.",
        ("Emergencies", "Injuries", "Illness"),
        from_award=True,
    ),
    Course(
        *(LONE, "Lone working and risk assessment", "mandatory", "online", 2 * HOUR, 36),
        "To visit and to supervise safely, and to weigh a risk before it is taken.",
        ("Before you go", "Checking in", "Writing a risk assessment"),
        needs=((STAFF, 6),),
        cpd=2 * HOUR,
        outcomes=("I can weigh a risk before I go", "I know what to do when it goes wrong"),
    ),
    Course(
        *(FOUNDATION, "Restorative facilitation: foundation", "cpd", "in_person", 3 * DAY, 36),
        "The three days that the Restorative Justice Council asks for at least.",
        ("Preparing people", "Leading a conference", "Afterwards"),
        needs=((ADVISER, 24),),
        cpd=3 * DAY,
        level="foundation",
        outcomes=("I can prepare two people to meet", "I can lead a conference"),
    ),
    Course(
        *(INTERMEDIATE, "Restorative facilitation: intermediate", "cpd", "online", DAY, 36),
        "For those who have led conferences of their own.",
        ("Complex cases", "Co-facilitation", "Reflective practice"),
        cpd=DAY,
        level="intermediate",
        outcomes=("I can plan a conference after serious harm",),
        after=FOUNDATION,
        covers=FOUNDATION,
    ),
    Course(
        *(ADVANCED, "Restorative facilitation: advanced", "cpd", "in_person", 2 * DAY, 36),
        "For those who supervise others, and take on sensitive and complex cases.",
        ("Serious harm", "Supervising others"),
        cpd=2 * DAY,
        level="advanced",
        after=INTERMEDIATE,
        covers=INTERMEDIATE,
    ),
    Course(
        *(VICTIMS, "Victim awareness and communication needs", "cpd", "online", 2 * HOUR, 24),
        "To give somebody who was harmed their voice, and to be understood by every child.",
        ("What people who were harmed ask for", "Speech, language and communication needs"),
        cpd=2 * HOUR,
        outcomes=(
            "I can speak with somebody who was harmed about what they want",
            "I can tell whether a child has understood",
        ),
    ),
)
"""Some validities are local practice rather than law: each can be changed on its course's page."""
