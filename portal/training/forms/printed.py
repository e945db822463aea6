"""What the public page asks for."""

from portal.site.fields import Text
from portal.site.forms import Form


class CodeToCheck(Form):
    """The code of a certificate, however it was typed."""

    code = Text(
        "Code on the certificate",
        needed="Enter the code on the certificate",
        most=60,
        hint="12 letters and numbers. Spaces and small letters do not matter.",
    )
