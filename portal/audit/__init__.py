"""The trail: every change, by whom, and what it was before and after."""
