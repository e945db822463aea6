"""Telling people by letter what became of something, a module a noun; nobody of their own click.

A letter carries numbers of rows alone; what it says is gathered when it is sent (`letters`).
"""
