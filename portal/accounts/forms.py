"""Fields and sentences of accounts."""

from typing import Any

from wtforms import Field, HiddenField
from wtforms.validators import StopValidation

from portal.accounts import rules
from portal.site.fields import Email, OneOf, Password, Phone, SomeOf, Text, Tick
from portal.site.forms import EditForm, Form


class SignIn(Form):
    """Who, with what, and for how long; and what waits to be sent afterwards."""

    email = Email(
        "Email address",
        needed="Enter your email address",
        render_kw={"type": "email", "autocomplete": "username", "spellcheck": "false"},
    )
    password = Password(
        "Password",
        needed="Enter your password",
        render_kw={"autocomplete": "current-password"},
    )
    remember = Tick(
        "Keep me signed in on this phone for 30 days",
        hint="Only on a phone or computer that nobody else uses",
    )
    next = HiddenField()
    carried = HiddenField()


class Forgotten(Form):
    """Whose password it is."""

    email = Email("Email address", needed="Enter your email address")


class _NewPassword(Form):
    """A password that is hard to guess for somebody who knows whose it is."""

    new_password = Password(
        "New password",
        needed="Enter a new password",
        hint=f"At least {rules.LEAST_PASSWORD} characters. Three random words are easy to "
        "remember and hard to guess",
        render_kw={"autocomplete": "new-password"},
    )

    def __init__(self, *args: Any, telling: tuple[str, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.telling = telling

    def validate_new_password(self, field: Field) -> None:
        """Refuse what is too short, too common, or tells of its owner."""
        problem = rules.password_problem(field.data or "", self.telling)
        if problem:
            raise StopValidation(problem)


class ChoosePassword(_NewPassword):
    """A password for somebody who followed a link."""


class ChangePassword(_NewPassword):
    """The password as it is, and as it shall be."""

    password = Password(
        "Password now",
        needed="Enter the password you use now",
        render_kw={"autocomplete": "current-password"},
    )


class Contact(Form):
    """How to ring somebody, and who may see it."""

    phone = Phone("Telephone number (optional)")
    shared = Tick("Let other panel members see my telephone number")


class Invite(Form):
    """Somebody who shall sign in."""

    name = Text("Full name", needed="Enter their full name")
    email = Email(
        "Email address",
        needed="Enter their email address",
        hint="The invitation goes here, and they sign in with it",
    )
    role = OneOf("What they are to the service", needed="Choose what they are to the service")
    person = OneOf(
        "Somebody with this email address is known already",
        coerce=int,
        hint="Choose them if it is the same person, so that nobody stands here twice",
    )


class Account(EditForm):
    """What an account may do."""

    email = Email("Email address", needed="Enter the address that they sign in with")
    roles = SomeOf("Roles", needed="Tick at least one role, or deactivate the account")
    areas = SomeOf(
        "Areas",
        coerce=int,
        hint="These limit what a coordinator changes. None ticked means the whole service",
    )
    may_advise = Tick("May advise a panel", hint="For people with the role staff or coordinator")
