"""What can be asked about the noticeboard, a module a noun."""
