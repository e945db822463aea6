"""The permissions and the roles that hold them. This table is the whole of it."""

from enum import StrEnum
from functools import cache


class Role(StrEnum):
    """What a person is to the service; somebody may be several."""

    VOLUNTEER = "volunteer"
    STAFF = "staff"
    COORDINATOR = "coordinator"
    PARTNER = "partner"
    MANAGER = "manager"
    ADMINISTRATOR = "administrator"


EMPLOYED = frozenset({Role.STAFF, Role.COORDINATOR, Role.MANAGER, Role.ADMINISTRATOR})
"""Roles of people who work for the service: they never count as community members
(Sentencing Act 2020 s.91)."""


class Permission(StrEnum):
    """A thing that can be done, `package:verb`, in order of the alphabet."""

    ACCOUNTS_MANAGE = "accounts:manage"
    ACCOUNTS_OWN = "accounts:own"
    ADMIN_AUDIT = "admin:audit"
    ADMIN_JOBS = "admin:jobs"
    ADMIN_OUTBOX = "admin:outbox"
    CALENDAR_ADD = "calendar:add"
    CALENDAR_READ = "calendar:read"
    CALENDAR_ROOMS = "calendar:rooms"
    CALENDAR_SUBSCRIBE = "calendar:subscribe"
    CALENDAR_VENUES = "calendar:venues"
    HOME_READ = "home:read"
    MEMBERS_CHECKS = "members:checks"
    MEMBERS_CONCERNS = "members:concerns"
    MEMBERS_EDIT = "members:edit"
    MEMBERS_EMERGENCY = "members:emergency"
    MEMBERS_EXPENSES = "members:expenses"
    MEMBERS_IMPORT = "members:import"
    MEMBERS_MESSAGE = "members:message"
    MEMBERS_OWN = "members:own"
    MEMBERS_READ = "members:read"
    MEMBERS_SUPERVISE = "members:supervise"
    MEMBERS_SURVEY = "members:survey"
    NOTICEBOARD_EDIT = "noticeboard:edit"
    NOTICEBOARD_READ = "noticeboard:read"
    PANELS_ANSWER = "panels:answer"
    PANELS_ARRANGE = "panels:arrange"
    PANELS_IMPORT = "panels:import"
    PANELS_OWN_ORDERS = "panels:own_orders"
    PANELS_READ = "panels:read"
    RECRUITMENT_APPROVE = "recruitment:approve"
    RECRUITMENT_EDIT = "recruitment:edit"
    RECRUITMENT_INTERVIEW = "recruitment:interview"
    RECRUITMENT_READ = "recruitment:read"
    REPARATION_ASSESS = "reparation:assess"
    REPARATION_EDIT = "reparation:edit"
    REPARATION_OWN = "reparation:own"
    REPARATION_PLACE = "reparation:place"
    REPARATION_READ = "reparation:read"
    SETTINGS_OPERATIONAL = "settings:operational"
    SETTINGS_TECHNICAL = "settings:technical"
    TRAINING_AWARD = "training:award"
    TRAINING_BOOK = "training:book"
    TRAINING_BOOK_OTHERS = "training:book_others"
    TRAINING_EDIT = "training:edit"
    TRAINING_IMPORT = "training:import"
    TRAINING_MATRIX = "training:matrix"
    TRAINING_OWN = "training:own"
    TRAINING_READ = "training:read"
    TRAINING_REGISTER = "training:register"
    TRAINING_RESULTS = "training:results"


P = Permission

EVERYONE = frozenset({P.ACCOUNTS_OWN, P.HOME_READ})
READS_CALENDAR = frozenset({P.CALENDAR_READ, P.CALENDAR_SUBSCRIBE})
READS_NOTICES = frozenset({P.NOTICEBOARD_READ})
IS_TRAINED = frozenset({P.TRAINING_BOOK, P.TRAINING_OWN})

HELD_BY: dict[Role, frozenset[Permission]] = {
    Role.VOLUNTEER: EVERYONE
    | READS_CALENDAR
    | READS_NOTICES
    | IS_TRAINED
    | {P.MEMBERS_OWN, P.PANELS_ANSWER, P.RECRUITMENT_INTERVIEW, P.TRAINING_READ},
    Role.STAFF: EVERYONE
    | READS_CALENDAR
    | READS_NOTICES
    | IS_TRAINED
    | {
        P.CALENDAR_ROOMS,
        P.PANELS_ANSWER,
        P.PANELS_OWN_ORDERS,
        P.RECRUITMENT_INTERVIEW,
        P.REPARATION_ASSESS,
        P.REPARATION_PLACE,
        P.REPARATION_READ,
        P.TRAINING_READ,
    },
    Role.COORDINATOR: EVERYONE
    | READS_CALENDAR
    | READS_NOTICES
    | IS_TRAINED
    | {
        P.ADMIN_OUTBOX,
        P.CALENDAR_ADD,
        P.CALENDAR_ROOMS,
        P.CALENDAR_VENUES,
        P.MEMBERS_CHECKS,
        P.MEMBERS_CONCERNS,
        P.MEMBERS_EDIT,
        P.MEMBERS_EMERGENCY,
        P.MEMBERS_EXPENSES,
        P.MEMBERS_IMPORT,
        P.MEMBERS_MESSAGE,
        P.MEMBERS_READ,
        P.MEMBERS_SUPERVISE,
        P.MEMBERS_SURVEY,
        P.NOTICEBOARD_EDIT,
        P.PANELS_ANSWER,
        P.PANELS_ARRANGE,
        P.PANELS_IMPORT,
        P.PANELS_OWN_ORDERS,
        P.PANELS_READ,
        P.RECRUITMENT_APPROVE,
        P.RECRUITMENT_EDIT,
        P.RECRUITMENT_INTERVIEW,
        P.RECRUITMENT_READ,
        P.REPARATION_ASSESS,
        P.REPARATION_EDIT,
        P.REPARATION_PLACE,
        P.REPARATION_READ,
        P.SETTINGS_OPERATIONAL,
        P.TRAINING_AWARD,
        P.TRAINING_BOOK_OTHERS,
        P.TRAINING_EDIT,
        P.TRAINING_IMPORT,
        P.TRAINING_MATRIX,
        P.TRAINING_READ,
        P.TRAINING_REGISTER,
        P.TRAINING_RESULTS,
    },
    Role.PARTNER: EVERYONE | READS_CALENDAR | READS_NOTICES | IS_TRAINED | {P.REPARATION_OWN},
    Role.MANAGER: EVERYONE
    | READS_CALENDAR
    | READS_NOTICES
    | IS_TRAINED
    | {
        P.CALENDAR_ROOMS,
        P.MEMBERS_CHECKS,
        P.MEMBERS_READ,
        P.MEMBERS_SURVEY,
        P.PANELS_READ,
        P.RECRUITMENT_APPROVE,
        P.RECRUITMENT_INTERVIEW,
        P.RECRUITMENT_READ,
        P.REPARATION_READ,
        P.TRAINING_MATRIX,
        P.TRAINING_READ,
        P.TRAINING_RESULTS,
    },
    Role.ADMINISTRATOR: EVERYONE
    | {
        P.ACCOUNTS_MANAGE,
        P.ADMIN_AUDIT,
        P.ADMIN_JOBS,
        P.ADMIN_OUTBOX,
        P.SETTINGS_TECHNICAL,
    },
}


@cache
def permissions_of(roles: frozenset[Role]) -> frozenset[Permission]:
    """Return everything that somebody with these roles may do."""
    return frozenset().union(*(HELD_BY[role] for role in roles))
