"""The Flask extensions, made once and bound to an application in `create_app`."""

from typing import Any

from flask_migrate import Migrate
from flask_talisman import Talisman
from flask_wtf import CSRFProtect


class Headers(Talisman):  # type: ignore[misc]  # the package has no types
    """Talisman, but for a view that says more strictly itself what a browser may tell others."""

    def _set_referrer_policy_headers(self, headers: Any) -> None:
        headers.setdefault("Referrer-Policy", self.referrer_policy)


csrf = CSRFProtect()
migrate = Migrate()
talisman = Headers()
