"""What a session's page shows of its places, to whoever is signed in."""

from typing import Any
from uuid import uuid4

from portal.access import Permission
from portal.access.gate import may
from portal.accounts.queries import signed_in_user
from portal.training import permissions, rules
from portal.training.models import BookingState, TrainingSession
from portal.training.queries import guests, places


def places_context(held: TrainingSession) -> dict[str, Any]:
    """Return what the places of a session show to whoever is signed in."""
    user = signed_in_user()
    board = places.board(held, user.person_id)
    manages = may(Permission.TRAINING_BOOK_OTHERS)
    asks = board.mine is None or board.mine.state is BookingState.OFFERED
    books = (
        may(Permission.TRAINING_BOOK)
        and asks
        and board.window
        in {
            rules.Window.OPEN,
            rules.Window.NOT_YET,
            rules.Window.CLOSED,
        }
    )
    return {
        "held": held,
        "board": board,
        "look": places.look(held, user.person) if books else None,
        "form_key": uuid4().hex,
        "names_shown": permissions.may_see_names(user, held),
        "manages": manages and board.window is not rules.Window.BEGUN,
        "invitations": guests.invitations(held.id) if manages else (),
        "used": guests.used(held.id) if manages else {},
        "invitation_open": guests.is_open,
    }
