"""The form of an upload."""

from portal.site.fields import Upload
from portal.site.forms import Form


class ImportFile(Form):
    """A spreadsheet."""

    file = Upload("Spreadsheet", needed="Choose the spreadsheet", hint="Excel (.xlsx) or CSV")
