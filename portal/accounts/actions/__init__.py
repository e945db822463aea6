"""Changing accounts, a module a noun."""

from portal.accounts.actions.invitations import accept, invite, invite_again, mint
from portal.accounts.actions.passwords import (
    ask_for_reset,
    change_password,
    hash_of_password,
    matches,
)
from portal.accounts.actions.sessions import (
    end_all_sessions,
    end_session,
    note_seen,
    sign_in,
    sign_out,
)
from portal.accounts.actions.tries import clean_up, count_failure, forgive, take_look, take_try
from portal.accounts.actions.users import (
    change_email,
    create,
    deactivate,
    deactivating,
    grant,
    limit_to,
    reactivate,
)

__all__ = [
    "accept",
    "ask_for_reset",
    "change_email",
    "change_password",
    "clean_up",
    "count_failure",
    "create",
    "deactivate",
    "deactivating",
    "end_all_sessions",
    "end_session",
    "forgive",
    "grant",
    "hash_of_password",
    "invite",
    "invite_again",
    "limit_to",
    "matches",
    "mint",
    "note_seen",
    "reactivate",
    "sign_in",
    "sign_out",
    "take_look",
    "take_try",
]
