"""What the roles may and, above all, may not."""

from portal.access.rules import EMPLOYED, HELD_BY, Permission, Role, permissions_of

P = Permission


def test_every_role_stands_in_the_table_and_every_permission_is_held() -> None:
    assert set(HELD_BY) == set(Role)
    assert frozenset().union(*HELD_BY.values()) == set(Permission)


def test_permissions_of_several_roles_are_added_up() -> None:
    both = permissions_of(frozenset({Role.VOLUNTEER, Role.STAFF}))
    assert both == HELD_BY[Role.VOLUNTEER] | HELD_BY[Role.STAFF]
    assert permissions_of(frozenset()) == frozenset()


def test_who_must_never_see_what() -> None:
    others_records = {P.MEMBERS_READ, P.MEMBERS_EDIT, P.PANELS_READ, P.PANELS_ARRANGE}
    assert not HELD_BY[Role.VOLUNTEER] & (others_records | {P.PANELS_OWN_ORDERS})
    assert not HELD_BY[Role.STAFF] & others_records
    assert not HELD_BY[Role.PARTNER] & (others_records | {P.PANELS_OWN_ORDERS, P.PANELS_ANSWER})
    assert not HELD_BY[Role.COORDINATOR] & {P.ACCOUNTS_MANAGE, P.SETTINGS_TECHNICAL, P.ADMIN_AUDIT}
    operational = {p for p in P if p.partition(":")[0] in {"panels", "members", "calendar"}}
    assert not HELD_BY[Role.ADMINISTRATOR] & (operational | {P.SETTINGS_OPERATIONAL})
    assert not HELD_BY[Role.MANAGER] & {P.MEMBERS_EDIT, P.PANELS_ARRANGE, P.CALENDAR_ADD}


def test_volunteers_and_partners_are_not_employed() -> None:
    assert set(Role) - EMPLOYED == {Role.VOLUNTEER, Role.PARTNER}
