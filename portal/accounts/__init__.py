"""Signing in: users, roles, sessions, invitations, and the throttle on guessing."""

from flask import Flask
from flask_security import SQLAlchemyUserDatastore

from portal.accounts.models import User
from portal.database import db
from portal.extensions import security


def init_app(app: Flask) -> None:
    """Bind Flask-Security to our users, and the package's pages."""
    security.init_app(app, SQLAlchemyUserDatastore(db, User, None), register_blueprint=True)
