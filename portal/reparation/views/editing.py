"""What its partner and a coordinator alike do to a project: fill in its form, and pause it."""

from collections.abc import Mapping
from typing import Any, Final

from portal.accounts.queries import signed_in_person
from portal.people.queries import areas
from portal.reparation.actions import projects as actions
from portal.reparation.forms import projects as forms
from portal.reparation.models import THEMES, Partner, Project
from portal.reparation.queries import projects as queries
from portal.reparation.rules.refusals import Refused
from portal.settings.queries import value
from portal.site import answers

STALE: Final = "Somebody changed this project while you were typing. Compare the two, then save"
ELSEWHERE: Final = ("", "Another place: say where under Meeting point")


def choices(partner: Partner | None, project: Project | None = None) -> dict[str, Any]:
    """Return what can be chosen: of sites, a partner sees those of its own projects alone."""
    held = project.offered if project else {"themes": [], "venue_id": None}
    themes = [each.strip() for each in value(THEMES).splitlines() if each.strip()]
    named = dict.fromkeys([*themes, *held["themes"]])
    sites = dict(queries.sites(partner))
    if held["venue_id"] is not None:
        sites |= queries.site_names([held["venue_id"]])
    return {
        "themes": [(theme, theme) for theme in named],
        "venue_id": [ELSEWHERE, *sites.items()],
        "area_id": [("", "The whole service"), *((area.id, area.name) for area in areas())],
    }


def words(*versions: Mapping[str, Any]) -> dict[str, Mapping[Any, str]]:
    """Return what kinds, areas and venues of some versions of a project are called."""
    venues = {said["venue_id"] for said in versions if said.get("venue_id")}
    return {
        **forms.IN_WORDS,
        "venue_id": queries.site_names(venues),
        "area_id": {area.id: area.name for area in areas()},
    }


def changing(
    project: Project, partner: Partner | None, said: Mapping[str, Any]
) -> forms.ChangedProject:
    """Return the form over a project, filled with what is said of it."""
    return forms.ChangedProject(
        data={**forms.shown(said), "version": project.version},
        choices=choices(partner, project),
    )


def not_changed(
    form: forms.ChangedProject, refused: Refused, project: Project, *, proposed: bool = False
) -> tuple[list[tuple[str, str, str]] | None, int]:
    """Show why a project was not changed; return the differences, if somebody was quicker.

    The form is then over what is held now, or for a partner `proposed`, and keeps all that was
    typed. The second value is the status of the page.
    """
    status = answers.refuse(form, refused)
    if not answers.overtaken(form, refused, project, STALE):
        return None, status
    held = project.proposed if proposed else project.offered
    return forms.differences(form, held, words(held, form.said())), status


def is_paused(project: Project, form: forms.Reason) -> bool:
    """Pause a project for the reason of a form that was sent; return whether it is done."""
    if not form.validate_on_submit():
        return False
    try:
        actions.pause_project(
            project=project, because=str(form.words.data), actor=signed_in_person()
        )
    except Refused as refused:
        answers.refuse(form, refused)
        return False
    return True
