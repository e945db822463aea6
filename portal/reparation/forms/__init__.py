"""What the pages of reparation ask for, a module a noun."""
