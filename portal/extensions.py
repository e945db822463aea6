"""The Flask extensions, made once and bound to an application in `create_app`."""

from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_mail import Mail
from flask_migrate import Migrate
from flask_talisman import Talisman
from flask_wtf import CSRFProtect

csrf = CSRFProtect()
limiter = Limiter(get_remote_address, headers_enabled=False)
mail = Mail()
migrate = Migrate()
talisman = Talisman()
