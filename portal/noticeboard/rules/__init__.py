"""What holds on the noticeboard, over plain values, a module a noun."""
