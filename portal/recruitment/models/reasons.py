"""Why somebody’s way is interrupted or ends: codes that are counted, never free text."""

from enum import StrEnum


class KeepReason(StrEnum):
    """Why an application that ended is kept for longer."""

    ASKED = "asked"
    COMPLAINT = "complaint"
    CLAIM = "claim"

    @property
    def label(self) -> str:
        """> A complaint is open."""
        return {
            KeepReason.ASKED: "They asked us to keep it",
            KeepReason.COMPLAINT: "A complaint is open",
            KeepReason.CLAIM: "There may be a legal claim",
        }[self]


class ParkReason(StrEnum):
    """Why somebody waits for a while."""

    AWAY = "away"
    WORK = "work"
    HEALTH = "health"
    FAMILY = "family"
    NO_TRAINING = "no_training"
    THINKING = "thinking"

    @property
    def label(self) -> str:
        """> Away."""
        return {
            ParkReason.AWAY: "Away",
            ParkReason.WORK: "Busy with work or study",
            ParkReason.HEALTH: "Health",
            ParkReason.FAMILY: "Family",
            ParkReason.NO_TRAINING: "No training date that suits",
            ParkReason.THINKING: "Wants to think about it",
        }[self]


class WithdrawReason(StrEnum):
    """Why somebody did not go on, by what they said."""

    TIME = "time"
    MOVED = "moved"
    OTHER_ROLE = "other_role"
    HEALTH = "health"
    NOT_FOR_THEM = "not_for_them"
    TOO_SLOW = "too_slow"
    NO_REPLY = "no_reply"
    NOT_SAID = "not_said"

    @property
    def label(self) -> str:
        """> Moves away."""
        return {
            WithdrawReason.TIME: "Has not the time",
            WithdrawReason.MOVED: "Moves away",
            WithdrawReason.OTHER_ROLE: "Volunteers or works elsewhere",
            WithdrawReason.HEALTH: "Health",
            WithdrawReason.NOT_FOR_THEM: "Finds that it is not for them",
            WithdrawReason.TOO_SLOW: "We took too long",
            WithdrawReason.NO_REPLY: "No longer answers",
            WithdrawReason.NOT_SAID: "Did not say",
        }[self]


class DeclineReason(StrEnum):
    """Why the service did not appoint somebody; what the reason rests on is kept nowhere here."""

    NOT_ELIGIBLE = "not_eligible"
    NOT_SHORTLISTED = "not_shortlisted"
    INTERVIEW = "interview"
    REFERENCES = "references"
    CHECKS = "checks"
    TRAINING = "training"
    NO_PLACES = "no_places"

    @property
    def label(self) -> str:
        """> Not recommended after the interview."""
        return {
            DeclineReason.NOT_ELIGIBLE: "Cannot be a panel member, by the law or our policy",
            DeclineReason.NOT_SHORTLISTED: "Not shortlisted",
            DeclineReason.INTERVIEW: "Not recommended after the interview",
            DeclineReason.REFERENCES: "References",
            DeclineReason.CHECKS: "Checks",
            DeclineReason.TRAINING: "Training not completed",
            DeclineReason.NO_PLACES: "We have enough volunteers for now",
        }[self]
