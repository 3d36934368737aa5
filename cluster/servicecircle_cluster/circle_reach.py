"""How far a service circle can go at the most, in metres of straight line."""

import re
import unicodedata

from .analysis_file import Analysis
from .errors import CountyError

# Kilometres an hour of a mode whose speed the analysis leaves open, and of every walked access leg.
SPEEDS = {"walk": 4.0, "bicycle": 12.0, "e-bike": 15.0, "truck": 30.0}
PRESET_METRES = {"gb50180-5min": 300.0, "gb50180-10min": 500.0, "gb50180-15min": 1000.0}
# Slopes speed nobody up by more: Tobler's function has exp(0.175) = 1.19 at 5 % downhill, bicycles 1.2.
DOWNHILL = 1.2
# Of the program's many spellings those with digits and one unit; what is written otherwise is asked for.
METRES = {"m": 1.0, "米": 1.0, "km": 1000.0, "公里": 1000.0, "千米": 1000.0}
HOURS = {"s": 1 / 3600, "秒": 1 / 3600, "min": 1 / 60, "分钟": 1 / 60, "h": 1.0, "小时": 1.0}
KILOMETRES_AN_HOUR = ("km/h", "公里/小时", "千米/小时")
# What these aim at is the nearest station, cutoff or not.
BEYOND_THE_CUTOFF = ("min-travel", "min-worst")
STATE_IT = "state `halo` (metres) in the row"


def circle_reach(analysis: Analysis) -> float:
    """The largest cutoff by the fastest mode in use; no path along streets is shorter than its straight line.

    Of `coverage.sensitivity` an entry with keys gives speeds, every other one is a cutoff.
    Not counted: ferries, which go by their own timetable, and modes of the analysis's own (`custom_modes`).
    - Raises CountyError: what cannot be read, with file and key; custom modes; an aim that knows no cutoff. State `halo`
      in the row then.
    """
    circle, coverage = _group(analysis, "circle"), _group(analysis, "coverage")
    if analysis.tree.get("custom_modes"):
        raise _unknown(analysis, "custom_modes", f"the reach of modes of one's own is not known here: {STATE_IT}")
    objective = _group(analysis, "siting").get("objective")
    if objective in BEYOND_THE_CUTOFF:
        raise _unknown(analysis, "siting.objective",
                       f"{objective} looks for the nearest station, however far it is: {STATE_IT}, for the longest trip")
    speeds = _group(analysis, "circle", "speeds")
    modes = [mode for _, mode in _leaves("circle.modes", circle.get("modes"))]
    fastest = [SPEEDS["walk"], *(_speed_of(analysis, speeds, mode) for mode in modes or ["walk"])]
    cutoffs = [("circle.cutoff", circle.get("cutoff", "10min")), *_leaves("circle.cutoffs", circle.get("cutoffs")),
               *_leaves("coverage.access.zones", _group(analysis, "coverage", "access").get("zones")),
               *_leaves("coverage.detour.extra", _group(analysis, "coverage", "detour").get("extra"))]
    for entry in _entries(coverage.get("sensitivity")):
        if isinstance(entry, dict):
            fastest += [_speed(analysis, f"coverage.sensitivity.{mode}", stated) for mode, stated in entry.items()]
        else:
            cutoffs.append(("coverage.sensitivity", entry))
    speed = max(fastest) * (DOWNHILL if _group(analysis, "inputs").get("elevation") else 1)
    return max(_metres(analysis, key, stated, speed) for key, stated in cutoffs)


def metres(cutoff: str, kilometres_per_hour: float) -> float | None:
    """A cutoff as a distance: `10min` at a speed, `800m`, or a preset of GB 50180; None of what is none of these.

    >>> round(metres("10min", 15), 6)
    2500.0
    """
    preset = PRESET_METRES.get(cutoff.strip().removesuffix("-radius"))
    if preset:
        return preset
    amount, unit = _quantity(cutoff)
    if unit in METRES:
        return amount * METRES[unit]
    return amount * HOURS[unit] * kilometres_per_hour * 1000 if unit in HOURS else None


def _metres(analysis: Analysis, key: str, stated, speed: float) -> float:
    found = metres(str(stated), speed)
    if found is None:
        raise _unknown(analysis, key, f"`{stated}` is read neither as a time nor as a length nor as a preset: "
                                      f"write it like `10min`, `800m` or `gb50180-10min`, or {STATE_IT}")
    return found


def _speed_of(analysis: Analysis, speeds: dict, mode) -> float:
    if mode in speeds:
        return _speed(analysis, f"circle.speeds.{mode}", speeds[mode])
    if mode not in SPEEDS:
        raise _unknown(analysis, "circle.modes",
                       f"the speed of `{mode}` is not known here: name one of {', '.join(SPEEDS)}, or {STATE_IT}")
    return SPEEDS[mode]


def _speed(analysis: Analysis, key: str, stated) -> float:
    amount, unit = _quantity(str(stated))
    if unit not in KILOMETRES_AN_HOUR:
        raise _unknown(analysis, key, f"`{stated}` is not read as a speed: write it like `4km/h`, or {STATE_IT}")
    return amount


def _quantity(text: str) -> tuple[float, str]:
    """Number and unit of `10 min`, `１０分钟`, `4KM/H`; no unit where it is none such."""
    match = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*(\D+?)\s*", unicodedata.normalize("NFKC", text).lower())
    return (float(match[1]), match[2]) if match else (0, "")


def _group(analysis: Analysis, *names: str) -> dict:
    """The keys below one; none where it is not stated."""
    group = analysis.tree
    for depth, name in enumerate(names, start=1):
        group = group.get(name)
        if group is None:
            return {}
        if not isinstance(group, dict):
            raise _unknown(analysis, ".".join(names[:depth]), f"`{group}` is no group of keys")
    return group


def _entries(stated) -> list:
    return stated if isinstance(stated, list) else [] if stated is None else [stated]


def _leaves(key: str, stated) -> list[tuple[str, object]]:
    """Every single value below a key, with the key that it has."""
    if stated is None:
        return []
    if isinstance(stated, dict):
        return [leaf for name, value in stated.items() for leaf in _leaves(f"{key}.{name}", value)]
    if isinstance(stated, list):
        return [leaf for value in stated for leaf in _leaves(key, value)]
    return [(key, stated)]


def _unknown(analysis: Analysis, key: str, what: str) -> CountyError:
    return CountyError(f"halo: {analysis.name}: {key}: {what}")
