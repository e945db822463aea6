"""What is counted of recruitment: how many applied, how far they came, how it ended, how long."""

from flask import render_template
from flask.typing import ResponseReturnValue

from portal.access import Permission, requires
from portal.recruitment.models import Stage
from portal.recruitment.queries import figures as queries
from portal.recruitment.views import asked, bp
from portal.recruitment.views.words import reason_of

STEP_WORDS = {
    Stage.INTERVIEW: "To being shortlisted for an interview",
    Stage.TRAINING: "To being offered the part",
    Stage.ACTIVE: "To being approved",
}


@bp.get("/figures")
@requires(Permission.RECRUITMENT_READ)
def figures() -> ResponseReturnValue:
    """Show the counts of one campaign or of all; nobody can be read out of them."""
    known = queries.known_campaigns()
    chosen = asked.uuid("campaign")
    campaign = next((each for each in known if each.uuid == chosen), None)
    return render_template(
        "recruitment/figures.html",
        figures=queries.figures(campaign.uuid if campaign else None),
        campaigns=known,
        chosen=campaign,
        reason_of=reason_of,
        step_words=STEP_WORDS,
    )
