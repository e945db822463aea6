"""Who sees what of a volunteer, read off the permission table."""

from typing import Final

from portal.access.rules import HELD_BY, Permission, Role

P = Permission

SEEN: Final = (
    ("My name and picture, status, areas, email address and telephone number", P.MEMBERS_READ),
    ("When I am free and away, and how often I sit", P.MEMBERS_READ),
    ("What I say of my skills and languages, and how to reach me", P.MEMBERS_READ),
    ("My access needs", P.MEMBERS_EDIT),
    (
        "My emergency contact; each look at it is recorded, and I can read who looked",
        P.MEMBERS_EMERGENCY,
    ),
    ("My checks: their days, and never what they say", P.MEMBERS_CHECKS),
    ("What I have signed, and when", P.MEMBERS_READ),
    ("When my supervision was, and is due", P.MEMBERS_READ),
    ("The notes of my supervision", P.MEMBERS_SUPERVISE),
    ("A complaint or a concern that was raised", P.MEMBERS_CONCERNS),
    ("My expenses and receipts", P.MEMBERS_EXPENSES),
    ("My training, and when it lapses", P.TRAINING_MATRIX),
    ("That something was changed about me, by whom and when", P.ADMIN_AUDIT),
)
"""What is held of a volunteer, and the permission without which nobody reads it."""

WHO: Final = {
    Role.COORDINATOR: "Coordinators",
    Role.MANAGER: "Managers",
    Role.STAFF: "Staff who advise panels",
    Role.ADMINISTRATOR: "Council IT",
    Role.VOLUNTEER: "Fellow volunteers",
    Role.PARTNER: "Partners",
}
"""Roles as a volunteer would call them, those who see most first."""


def who_sees() -> list[tuple[str, str]]:
    """Return what is held of a volunteer with who reads it besides themselves."""
    return [(what, _holders(permission)) for what, permission in SEEN]


def _holders(permission: Permission) -> str:
    names = [name for role, name in WHO.items() if permission in HELD_BY[role]]
    return ", ".join(names) or "Nobody"
