"""A course that states outcomes, and two of its sessions."""

from datetime import date

import pytest
from flask import Flask

from portal.training.models import (
    Course,
    CourseOutcome,
    TrainingSession,
)
from tests.training import scenes
from tests.training.evaluation.evenings import THURSDAY


@pytest.fixture
def course(app: Flask, monday: None) -> Course:
    """Return a course that states two outcomes."""
    return scenes.safeguarding(
        outcomes=[
            CourseOutcome(position=1, text="I know whom to tell"),
            CourseOutcome(position=2, text="I see the signs"),
        ]
    )


@pytest.fixture
def held(course: Course) -> TrainingSession:
    """Return a session of this Thursday."""
    return scenes.planned(course, THURSDAY, capacity=20, trainer_name="Dr Ines Marlow")


@pytest.fixture
def over(course: Course) -> TrainingSession:
    """Return a session of last Thursday."""
    return scenes.planned(course, date(2026, 2, 26), trainer_name="Dr Ines Marlow", capacity=20)
