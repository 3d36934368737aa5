"""Opening hours and periods as minutes of a week that begins on Monday; only what the worked examples write."""

import re

import numpy as np

DAYS = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"]
WEEK = 7 * 1440


def minutes(text):
    """10,080 truths: whether it is open in each minute."""
    open_then = np.zeros(WEEK, bool)
    if text.strip() == "24/7":
        return ~open_then
    match = re.fullmatch(r"(?:(\w\w)-(\w\w) )?(\d\d:\d\d-\d\d:\d\d(?:,\d\d:\d\d-\d\d:\d\d)*)", text.strip())
    if not match:
        raise SystemExit(f"hours that this script does not read: {text!r}")
    first, last = (DAYS.index(match[1]), DAYS.index(match[2])) if match[1] else (0, 6)
    for span in match[3].split(","):
        a, b = (int(part[:2]) * 60 + int(part[3:]) for part in span.split("-"))
        if b <= a:
            b += 1440
        for day in range(first, last + 1):
            open_then[np.arange(day * 1440 + a, day * 1440 + b) % WEEK] = True
    return open_then
