"""Changes that cannot be made, in words."""

from portal.site.refusals import Refused, Stale

__all__ = ["Refused", "Stale"]
