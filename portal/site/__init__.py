"""The shell that every page stands in: layout, fragments, fields, navigation, errors."""

from flask import Flask
from jinja2 import ChoiceLoader, PackageLoader, PrefixLoader

from portal import extensions
from portal.database import db
from portal.settings.queries import is_demo
from portal.site import (
    assets,
    errors,
    filters,
    forms,
    navigation,
    pagination,
    uploads,
    urls,
    views,
)
from portal.site.fragments import vary


def init_app(app: Flask) -> None:
    """Bind the extensions that every page uses, and the shell's own pages."""
    # Before anything asks for the environment that these shape.
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    app.url_map.converters.update(int=urls.Number, string=urls.Word, default=urls.Word)
    # First of all, so that whatever refuses a request can draw a page with this request's nonce.
    extensions.talisman.init_app(
        app,
        force_https=app.config["SESSION_COOKIE_SECURE"],
        session_cookie_secure=app.config["SESSION_COOKIE_SECURE"],
        content_security_policy={
            "default-src": "'self'",
            "script-src": "'self'",
            "style-src": "'self'",
            "object-src": "'none'",
            "base-uri": "'none'",
            "form-action": "'self'",
            "frame-ancestors": "'none'",
        },
        content_security_policy_nonce_in=["script-src"],
        frame_options="DENY",
        referrer_policy="same-origin",
    )
    extensions.migrate.init_app(app, db, directory="migrations", render_as_batch=True)
    uploads.init_app(app)
    extensions.csrf.init_app(app)
    app.jinja_loader = ChoiceLoader(
        [
            app.jinja_loader or PackageLoader("portal"),
            PrefixLoader(
                {
                    "govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja"),
                    "govuk_frontend_wtf": PackageLoader("govuk_frontend_wtf"),
                }
            ),
        ]
    )
    for part in (assets, errors, filters, forms, navigation, pagination):
        part.init_app(app)
    app.jinja_env.globals.update(is_demo=is_demo)
    app.after_request(vary)
    app.register_blueprint(views.bp)
