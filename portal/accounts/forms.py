"""The fields of signing in."""

from flask_wtf import FlaskForm
from govuk_frontend_wtf.wtforms_widgets import (
    GovCheckboxInput,
    GovPasswordInput,
    GovSubmitInput,
    GovTextInput,
)
from wtforms import BooleanField, HiddenField, PasswordField, StringField, SubmitField
from wtforms.validators import InputRequired


class SignIn(FlaskForm):
    """Who, with what, and for how long."""

    email = StringField(
        "Email address",
        widget=GovTextInput(),
        validators=[InputRequired("Enter your email address")],
    )
    password = PasswordField(
        "Password", widget=GovPasswordInput(), validators=[InputRequired("Enter your password")]
    )
    remember = BooleanField(
        "Keep me signed in on this phone for 30 days", widget=GovCheckboxInput()
    )
    next = HiddenField()
    submit = SubmitField("Sign in", widget=GovSubmitInput())
