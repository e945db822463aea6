"""What may happen in reparation, a module a noun: over plain values."""

from portal.reparation.rules.refusals import Refused, Stale

__all__ = ["Refused", "Stale"]
