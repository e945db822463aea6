"""Benchmarks: what a page costs, beside two yardsticks served by the same gunicorn."""
