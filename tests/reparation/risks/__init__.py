"""Risk assessments: written, approved by somebody else, compared, reviewed in time."""
