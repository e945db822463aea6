"""How gunicorn serves the portal, in `make run` and in production alike.

Feed addresses and links to choose a password are credentials, so no log line may hold one. They
are taken out where lines are formatted: that covers the access log, gunicorn's and Flask's own
errors, and tracebacks alike. What stands after an address's question mark goes with them: a search
for a referral says where a child must not go, and what is typed into one can be a name.
"""

import gc
import logging
import os
import re

from flask.logging import default_handler
from gunicorn.config import Config
from gunicorn.glogging import Logger

# `/calendar/feeds/…` are pages about a person's feeds: they carry no token.
FEED_ADDRESS = re.compile(r"(?<!/calendar)(/+feeds/+)[^\s\"'<>?#]+", re.IGNORECASE)
# A link to choose a password, or to say whether training helped, works once: until then it is one
# too, and so are the links of guests, applicants, referees and those who left. One to say how a
# project or volunteering was tells, with its line's moment, who answered about what.
PASSWORD_LINK = re.compile(
    r"(/+account/+invitations/+|/+sign-in/+reset/+|/+(?:training|reparation)/+feedback/+"
    r"|/+training/+(?:guests|invited)/+|/+recruitment/+(?:mine|references)/+"
    r"|/+members/+(?:exit|survey)/+)"
    r"[^\s\"'<>?#/]+",
    re.IGNORECASE,
)
# The words before it may be written otherwise (`/%66eeds/`): a token is told by its length too.
LONG_SECRET = re.compile(r"(?<=/)[\w-]{40,}")
QUERY = re.compile(r"(/[^\s\"'<>?#]*)\?[^\s\"]*")


class WithoutTokens(logging.Formatter):
    """Formats as another formatter does, then blanks what is searched for, and every token."""

    def __init__(self, inner: logging.Formatter) -> None:
        super().__init__()
        self.inner = inner

    def format(self, record: logging.LogRecord) -> str:
        """Return the line with each feed address as `/feeds/[token].ics`, and links likewise."""
        line = QUERY.sub(r"\1", self.inner.format(record))
        line = FEED_ADDRESS.sub(r"\1[token].ics", line)
        return LONG_SECRET.sub("[token]", PASSWORD_LINK.sub(r"\1[token]", line))


def silence_tokens(handler: logging.Handler) -> None:
    """Have the handler format as before, without tokens."""
    handler.setFormatter(WithoutTokens(handler.formatter or logging.Formatter()))


class DiscreetLogger(Logger):
    """gunicorn's logger, unable to write a token."""

    def setup(self, cfg: Config) -> None:
        """Wrap whatever formatters the configuration chose."""
        super().setup(cfg)
        for log in (self.access_log, self.error_log):
            for handler in log.handlers:
                silence_tokens(handler)


# Flask writes unexpected errors, each with its path, through this one.
silence_tokens(default_handler)

workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
worker_class = "gthread"
threads = 4
graceful_timeout = 10

logger_class = DiscreetLogger
accesslog = "-"
# No referer and no browser: neither helps to find a fault, and both say more than a log should.
access_log_format = '%(h)s %(t)s "%(r)s" %(s)s %(B)s %(M)sms'
capture_output = True

# Nobody's X-Forwarded-* headers are believed unless the installation names its proxies here, and
# says in TRUSTED_PROXIES how many stand in front.
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS", "")

# The control socket would be one more door, in a home directory that may not be writable.
control_socket_disable = True


def post_worker_init(_worker: object) -> None:
    """Leave what was loaded at the start out of garbage collection: it lives as long as we do.

    Walking it again and again took tens of milliseconds of somebody's request.
    """
    gc.collect()
    gc.freeze()
