"""Filters of the lists, which change nothing and ignore what is bad; and the settings."""

from typing import Any

from flask import request
from govuk_frontend_wtf.wtforms_widgets import GovTextInput
from wtforms import Field
from wtforms.validators import ValidationError

from portal.access.rules import Role
from portal.admin.queries import TrailFilter
from portal.notifications.models import MailState
from portal.settings.models import Setting
from portal.settings.queries import Group
from portal.settings.rules import words
from portal.site.fields import Choice, Day, LongText, Text, Tick, WholeNumber
from portal.site.fields.checks import Check
from portal.site.forms import EditForm, Form

MOST = 999_999_999

MAIL_STATES = {
    MailState.WAITING: "Waiting to go",
    MailState.SENT: "Sent",
    MailState.FAILED: "Failed",
    MailState.NO_ADDRESS: "No email: ring them",
    MailState.KEPT: "Kept here to read",
    MailState.DROPPED: "Dropped",
    MailState.OBSOLETE: "Not needed any more",
}


class Filter(Form):
    """A form that is sent by GET, read from the address."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(formdata=request.args, meta={"csrf": False}, **kwargs)
        self.validate()

    def chosen(self, name: str) -> Any:
        """Return what a field says, or None while it says nothing that can be used."""
        return None if self[name].errors else self[name].data or None


class OutboxFilter(Filter):
    """Which letters to show."""

    q = Text("Person", most=100)
    state = Choice(
        "Show",
        coerce=MailState,
        choices=[("", "All mail"), *((state.value, words) for state, words in MAIL_STATES.items())],
    )


class TrailForm(Filter):
    """Which events of the trail to show."""

    who = Text("Who, or “portal”", most=100)
    tag = Choice("What", coerce=str)
    subject = Choice("To what", coerce=str)
    number = WholeNumber("Its number", least=1, most=999_999_999)
    first = Day("From", widget=GovTextInput(), render_kw={"type": "date"})
    last = Day("To", widget=GovTextInput(), render_kw={"type": "date"})

    def asked(self) -> TrailFilter:
        """Return what to look for; what cannot be read is left out, beside its sentence."""
        return TrailFilter(
            who=self.chosen("who") or "",
            tag=self.chosen("tag"),
            subject_type=self.chosen("subject"),
            subject_id=self.chosen("number"),
            first=self.chosen("first"),
            last=self.chosen("last"),
        )

    def validate_last(self, field: Day) -> None:
        """Refuse an end before the start."""
        if self.first.data and field.data and field.data < self.first.data:
            raise ValidationError("“To” is before “From”: swap the two days")


class SettingsForm(EditForm):
    """The settings under one heading; `settings_form` gives it its fields."""

    def chosen(self, group: Group) -> dict[Setting[Any], Any]:
        """Return what each setting shall be."""
        return {setting: self[_name(setting)].data for setting in group.values}

    def show_both(self, group: Group) -> None:
        """Tell what each setting has become meanwhile; what was typed stays, to be saved again."""
        for setting, chosen in self.chosen(group).items():
            now = group.values[setting]
            if chosen != now:
                self.refuse(
                    f"Somebody saved these settings while you were typing: this is now "
                    f"{words(now)}. Yours is still in the box: save again to replace it",
                    _name(setting),
                )
        if not self.errors:
            self.refuse("Somebody else saved these settings meanwhile, as you would have.")
        self.renew(group)


def settings_form(group: Group) -> SettingsForm:
    """Return a form with a field for each setting, fit for the kind of value it is."""
    fields = {_name(setting): _field(setting) for setting in group.values}
    form: type[SettingsForm] = type("GroupForm", (SettingsForm,), fields)
    values = {_name(setting): value for setting, value in group.values.items()}
    return form(data={**values, "version": group.version})


def _name(setting: Setting[Any]) -> str:
    return setting.key.replace(".", "_")


def _field(setting: Setting[Any]) -> Field:
    checks = [_checked(setting)] if setting.check else []
    if isinstance(setting.default, bool):
        return Tick(setting.label, hint=setting.hint)
    if isinstance(setting.default, int):
        least, most = setting.least or 0, setting.most or MOST
        return WholeNumber(
            setting.label,
            hint=setting.hint,
            least=least,
            most=most,
            needed=f"Enter a whole number from {least:,} to {most:,}",
            checks=checks,
        )
    text = LongText if setting.lines else Text
    return text(
        setting.label,
        hint=setting.hint,
        most=setting.most,
        needed=f"Enter something for “{setting.label}”" if setting.least else None,
        checks=checks,
    )


def _checked(setting: Setting[Any]) -> Check:
    """Return a field's check that says what the setting's own says."""

    def check(_form: Any, field: Field) -> None:
        sentence = setting.check(field.data) if setting.check else None
        if sentence:
            raise ValidationError(sentence)

    return check


ROLE_NAMES = {
    Role.VOLUNTEER: "Volunteer",
    Role.STAFF: "Staff",
    Role.COORDINATOR: "Coordinator",
    Role.PARTNER: "Partner",
    Role.MANAGER: "Manager",
    Role.ADMINISTRATOR: "Administrator",
}


class AccountsFilter(Filter):
    """Which accounts to show."""

    q = Text("Name or email", most=100)
    role = Choice(
        "Role",
        coerce=Role,
        choices=[("", "All roles"), *((role.value, name) for role, name in ROLE_NAMES.items())],
    )
    closed = Choice("Show", choices=[("", "In use"), ("yes", "Deactivated")])
