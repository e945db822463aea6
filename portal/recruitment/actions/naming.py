"""An applicant names their own referees, and corrects whom nobody has written to yet."""

from typing import Any

from portal.recruitment.actions import references as actions
from portal.recruitment.models import LIVE, REFERENCES_WANTED, Application, Referee, RefereeState
from portal.recruitment.queries import applications
from portal.recruitment.queries import references as queries
from portal.recruitment.rules.references import Contact, check_named_by_applicant
from portal.recruitment.rules.refusals import Refused
from portal.settings.queries import value


def name_own_referee(*, application: Application, form_key: str, **said: Any) -> Referee:
    """Note whom an applicant names by their own link; nobody is written to. The same form once.

    `said` are `name`, `email`, `phone` and `relation`. Raises `Refused` for the applicant
    themselves, for who is named already, when as many are named as are wanted, and unless the
    application was sent and has not ended.
    """
    application = applications.lock_application(application.id)
    made = queries.referee_by_form(form_key)
    if made is not None:
        return made
    _check(application, None, said)
    if len(queries.named_for(application.id)) >= value(REFERENCES_WANTED):
        raise Refused("You have named as many referees as we ask for.", "To change one, ring us.")
    said["by_applicant"] = True
    return actions.name_referee(application=application, form_key=form_key, actor=None, **said)


def change_own_referee(*, application: Application, referee: Referee, **said: Any) -> None:
    """Correct a referee whom this applicant named.

    Raises `Refused` once they were asked, and as `name_own_referee` does.
    """
    application = applications.lock_application(application.id)
    referee = queries.lock_referee(referee.id)
    if was_asked(referee):
        raise Refused("We have asked this referee already.", "To change something, ring us.")
    _check(application, referee, said)
    actions.change_referee(referee=referee, actor=None, **said)


def was_asked(referee: Referee) -> bool:
    """Return whether a referee was written to or rung: an applicant changes nothing any more."""
    return referee.turn > 0 or referee.state is not RefereeState.NAMED


def _check(application: Application, changed: Referee | None, said: dict[str, Any]) -> None:
    if application.state not in LIVE:
        raise Refused("Your application has ended.", "No referee is needed.")
    if not application.is_sent:
        raise Refused("You have not sent your application yet.", "Send it first.")
    check_named_by_applicant(
        Contact(said["name"], said["email"], said["phone"]),
        applicant=Contact(application.name or "", application.email, application.phone),
        others=[
            Contact(each.name, each.email, each.phone, was_asked(each))
            for each in queries.referees(application.id)
            if each is not changed and each.state is not RefereeState.DROPPED
        ],
    )
