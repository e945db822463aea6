"""Settings, by permission: operational ones for coordinators, technical ones for council IT."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.access import Permission, requires
from portal.access.gate import may
from portal.accounts.queries import signed_in_person
from portal.admin.forms import SettingsForm, settings_form
from portal.admin.views import bp
from portal.settings import queries, rules
from portal.settings.actions import change
from portal.settings.models import Scope
from portal.settings.queries import Group
from portal.site import answers

PERMISSIONS = {
    Scope.OPERATIONAL: Permission.SETTINGS_OPERATIONAL,
    Scope.TECHNICAL: Permission.SETTINGS_TECHNICAL,
}


def _scopes() -> list[Scope]:
    return [scope for scope, permission in PERMISSIONS.items() if may(permission)]


@bp.get("/settings")
@requires(*PERMISSIONS.values())
def settings() -> ResponseReturnValue:
    """Show every setting that this person may change, with what it is now."""
    return render_template(
        "admin/settings.html", groups=queries.groups(_scopes()), words=rules.words
    )


@bp.get("/settings/<string:slug>")
@requires(*PERMISSIONS.values())
def settings_group(slug: str) -> ResponseReturnValue:
    """Show the settings under one heading, to be changed."""
    group = queries.group(slug, _scopes())
    return _page(group, settings_form(group))


@bp.post("/settings/<string:slug>")
@requires(*PERMISSIONS.values())
def save_settings(slug: str) -> ResponseReturnValue:
    """Change the settings under one heading."""
    group = queries.group(slug, _scopes())
    form = settings_form(group)
    if not form.validate():
        return _page(group, form, answers.FAILED)
    if form.is_stale(group):
        form.show_both(group)
        return _page(group, form, answers.CONFLICT)
    for setting, value in form.chosen(group).items():
        change(setting, value, actor=signed_in_person())
    flash(f"Saved: {group.name}.", "done")
    return redirect(url_for(".settings"), 303)


def _page(group: Group, form: SettingsForm, status: int = 200) -> ResponseReturnValue:
    return render_template("admin/settings_group.html", group=group, form=form), status
