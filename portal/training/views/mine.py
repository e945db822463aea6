"""My training: what I hold, what lapses when, what to book next and why, hours this year."""

from flask import render_template
from flask.typing import ResponseReturnValue

from portal.access import Permission, requires
from portal.accounts.queries import signed_in_person
from portal.training import rules
from portal.training.queries import mine as queries
from portal.training.views import bp


@bp.get("/mine")
@requires(Permission.TRAINING_OWN)
def mine() -> ResponseReturnValue:
    """Show all of one's own training on one page, what is to do first."""
    return render_template(
        "training/mine/mine.html",
        mine=queries.mine(signed_in_person().id),
        bar=queries.BAR,
        in_words=rules.minutes_in_words,
        stand_in_words=rules.stand_in_words,
        to_do=rules.to_do,
    )
