"""Calendar files as others write them."""


def calendar(*events: str, head: str = "") -> bytes:
    """Return a file around events, each the lines between BEGIN:VEVENT and END:VEVENT."""
    lines = [
        *("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Elsewhere//EN"),
        *head.split("\n"),
        *(f"BEGIN:VEVENT\n{event}\nEND:VEVENT" for event in events),
        "END:VCALENDAR",
    ]
    return (
        "\r\n".join(line for part in lines for line in part.split("\n") if line).encode() + b"\r\n"
    )


def day(uid: str, title: str, first: str, beyond: str = "", more: str = "") -> str:
    """Return an all-day event, like 20260406; `beyond` is the day after the last."""
    end = f"\nDTEND;VALUE=DATE:{beyond}" if beyond else ""
    return f"UID:{uid}\nSUMMARY:{title}\nDTSTART;VALUE=DATE:{first}{end}\n{more}"


AUTUMN = day("a", "Autumn term", "20260901", "20261219")
HALF_TERM = day("h", "Half term", "20261026", "20261031")
SPRING = day("s", "Spring term", "20270104", "20270326")
TERMS = calendar(AUTUMN, HALF_TERM, SPRING)
