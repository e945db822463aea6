"""Finding orders, sittings, offers and who could sit; each returns what a page needs."""
