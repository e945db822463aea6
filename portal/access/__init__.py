"""Who may do what: one list of permissions, one table of roles, one decorator on views."""

from portal.access.gate import init_app, public, requires
from portal.access.rules import Permission, Role

__all__ = ["Permission", "Role", "init_app", "public", "requires"]
