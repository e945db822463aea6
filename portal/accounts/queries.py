"""Finding accounts, and who is signed in."""

from typing import cast

from flask_login import current_user

from portal.accounts.models import User
from portal.people.models import Person


def signed_in_user() -> User:
    """Return the account behind this request; only for views behind a permission."""
    return cast("User", current_user._get_current_object())


def signed_in_person() -> Person:
    """Return the person behind this request; only for views behind a permission."""
    return signed_in_user().person
