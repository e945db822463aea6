"""The trail, to read and filter, never to edit."""
