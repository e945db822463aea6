"""The people of the demo's data."""

from portal.accounts.models import User
from portal.accounts.queries import user_by_email


def demo_user(role: str) -> User:
    """Return the demo's account of a role."""
    user = user_by_email(f"{role}@demo.example")
    assert user is not None
    return user
