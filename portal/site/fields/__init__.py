"""Fields that every form shares: GOV.UK widgets, and sentences that say what to do.

What people type is never cut or silently changed beyond the white space around it; what will not
do comes back with a sentence, and stays in the field.
"""

from portal.site.fields.checks import MAX_LINK, Check, first_invisible, link_check, tidy
from portal.site.fields.choices import Choice, OneOf, SomeOf, Tick
from portal.site.fields.hidden import OnceKey, Version
from portal.site.fields.text import Email, LongText, Password, Phone, Text, Upload
from portal.site.fields.typed import Day, TimeOfDay, WholeNumber, day_from, time_from

__all__ = [
    "MAX_LINK",
    "Check",
    "Choice",
    "Day",
    "Email",
    "LongText",
    "OnceKey",
    "OneOf",
    "Password",
    "Phone",
    "SomeOf",
    "Text",
    "Tick",
    "TimeOfDay",
    "Upload",
    "Version",
    "WholeNumber",
    "day_from",
    "first_invisible",
    "link_check",
    "tidy",
    "time_from",
]
