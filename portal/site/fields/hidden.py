"""What a form carries back unseen."""

from typing import Any, Final
from uuid import UUID, uuid4

from wtforms import Field
from wtforms.widgets import HiddenInput

MAX_NUMBER_DIGITS: Final = 9


class Version(Field):
    """The version of the row that the form was made from, carried back unseen."""

    widget = HiddenInput()

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the number; nonsense is no version at all, which is always stale."""
        text = str(valuelist[0]) if valuelist else ""
        sound = text.isascii() and text.isdigit() and len(text) <= MAX_NUMBER_DIGITS
        self.data = int(text) if sound else None

    def _value(self) -> str:
        return "" if self.data is None else str(self.data)


class OnceKey(Field):
    """A key made with the form, so that posting it twice does the thing once."""

    widget = HiddenInput()

    def __init__(self, **kwargs: Any) -> None:
        super().__init__("", default=lambda: uuid4().hex, **kwargs)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the key; nonsense gets a new one."""
        try:
            self.data = UUID(str(valuelist[0])).hex
        except (ValueError, IndexError):
            self.data = uuid4().hex

    def _value(self) -> str:
        return str(self.data)
