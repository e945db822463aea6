"""The fields of a campaign."""

from typing import Any

from wtforms import Field, Form
from wtforms.validators import StopValidation

from portal.recruitment.models import Campaign
from portal.recruitment.rules.campaigns import MOST_SLUG, against_slug
from portal.site import forms
from portal.site.fields import Choice, Day, LongText, Text
from portal.site.forms import EditForm, OnceForm

COLUMNS = ("title", "slug", "role", "summary", "takes", "dates", "closes_on")


def _sound_slug(_form: Form, field: Field) -> None:
    problem = against_slug(field.data)
    if problem:
        raise StopValidation(problem)


class CampaignFields(forms.Form):
    """What the public reads of a campaign."""

    title = Text("Title", needed="Enter a title", hint="As people read it, like Panel members 2026")
    slug = Text(
        "Last part of the public address",
        needed="Enter the last part of the public address",
        most=MOST_SLUG,
        hint="Small letters, figures and hyphens, like panel-members-2026. It goes on posters.",
        checks=[_sound_slug],
    )
    role = Text("Part", needed="Enter which part volunteers take", hint="Like Panel member")
    area_id = Choice("Area", coerce=int)
    summary = LongText(
        "What the part is",
        hint="Two or three sentences in plain words: what volunteers do, and what for.",
    )
    takes = LongText("What it takes", hint="A line for each thing: evenings, training, checks.")
    dates = LongText("Dates", hint="A line for each information evening and training day.")
    closes_on = Day("Closing day", hint="The last day on which people can apply.")

    def values(self) -> dict[str, Any]:
        """Return what was typed, as the campaign's columns."""
        return {name: self[name].data for name in (*COLUMNS, "area_id")}


class NewCampaign(CampaignFields, OnceForm):
    """A campaign to begin with."""


class ChangedCampaign(CampaignFields, EditForm):
    """A campaign as held now, to be changed."""


def held(campaign: Campaign) -> dict[str, Any]:
    """Return what a form over a campaign shows first."""
    return {name: getattr(campaign, name) for name in (*COLUMNS, "area_id", "version")}
