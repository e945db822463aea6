"""Messages to all volunteers, and what somebody said who left."""

from typing import Final

MESSAGES: Final = (
    (
        "Thank you for this quarter",
        "Every panel of this quarter had three members from the community, for the first time in "
        "two years.\n\nThat is your doing. Thank you.",
        23,
    ),
    (
        "Parking at the Town Hall",
        "The car park behind Castlebeck Town Hall is closed for repairs until the end of the "
        "month.\n\nThere is room in the street behind the library, five minutes on foot. You can "
        "claim what it costs.",
        6,
    ),
)
"""Subject, text, and how many days ago each was sent; the first first."""

ANSWERS: Final = {"supported": "yes", "trained": "yes", "asked": "partly", "recommend": "yes"}
WORDS: Final = "I would have liked the dates a little sooner. Thank you for six good years."
