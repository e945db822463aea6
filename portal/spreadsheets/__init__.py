"""Importing the spreadsheets that services keep: what all imports have in common.

A package that imports something says which columns it knows, what a row means and what it
changes (`actions.Importer`); reading files, giving rows back, the background job, the pages and
the command are here.
"""
