"""The fields and words of recruitment’s forms, a module a noun."""
