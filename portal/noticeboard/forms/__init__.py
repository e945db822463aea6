"""What the pages of the noticeboard ask for, a module a noun."""
