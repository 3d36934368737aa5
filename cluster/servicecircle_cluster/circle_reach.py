"""How far a service circle can go at the most, in metres of straight line."""

import re

from .analysis_file import Analysis
from .errors import CountyError

# Kilometres an hour of a mode whose speed the analysis leaves open, and of every walked access leg.
SPEEDS = {"walk": 4.0, "bicycle": 12.0, "e-bike": 15.0, "truck": 30.0}
PRESET_METRES = {"gb50180-5min": 300.0, "gb50180-10min": 500.0, "gb50180-15min": 1000.0}
# Slopes speed nobody up by more: Tobler's function has exp(0.175) = 1.19 at 5 % downhill, bicycles 1.2.
DOWNHILL = 1.2
UNITS = {"km": 1000.0, "m": 1.0}
MINUTES = {"h": 60.0, "min": 1.0, "s": 1 / 60}


def circle_reach(analysis: Analysis) -> float:
    """The largest cutoff by the fastest mode in use; no path along streets is shorter than its straight line.

    Not counted: ferries, which go by their own timetable, and modes of the analysis's own (`custom_modes`).
    - Raises CountyError: a cutoff or speed that is not understood, or custom modes; state `halo` in the row then.
    """
    circle = analysis.tree.get("circle") or {}
    if analysis.tree.get("custom_modes"):
        raise CountyError("halo: the reach of modes of one's own is not known here: state `halo` (metres) in the row")
    speed = max([SPEEDS["walk"]] + [_speed(circle, mode) for mode in _modes(circle.get("modes"))])
    if analysis.tree.get("inputs", {}).get("elevation"):
        speed *= DOWNHILL
    cutoffs = [circle.get("cutoff", "10min"), *_leaves(circle.get("cutoffs"))]
    cutoffs += [entry for entry in _leaves((analysis.tree.get("coverage") or {}).get("sensitivity"))
                if re.match(r"^(gb50180|\d)", str(entry)) and "/" not in str(entry)]
    detour = ((analysis.tree.get("coverage") or {}).get("detour") or {}).get("extra")
    return max(metres(str(cutoff), speed) for cutoff in cutoffs + ([detour] if detour else []))


def metres(cutoff: str, kilometres_per_hour: float) -> float:
    """A cutoff as a distance: `10min` at a speed, `800m`, or a preset of GB 50180.

    >>> round(metres("10min", 15), 6)
    2500.0
    """
    preset = PRESET_METRES.get(cutoff.removesuffix("-radius"))
    if preset:
        return preset
    match = re.fullmatch(r"\s*([0-9.]+)\s*(km|m|h|min|s)\s*", cutoff)
    if not match:
        raise CountyError(f"halo: cutoff `{cutoff}` is neither a time, a length nor a preset: state `halo` (metres)")
    amount, unit = float(match[1]), match[2]
    return amount * UNITS[unit] if unit in UNITS else amount * MINUTES[unit] / 60 * kilometres_per_hour * 1000


def _speed(circle: dict, mode: str) -> float:
    stated = str((circle.get("speeds") or {}).get(mode, SPEEDS.get(mode, "")))
    match = re.fullmatch(r"\s*([0-9.]+)\s*(km/h)?\s*", stated)
    if not match:
        raise CountyError(f"halo: the speed of {mode} is not known here: state `halo` (metres) in the row")
    return float(match[1])


def _modes(stated) -> list[str]:
    return _leaves(stated) or ["walk"]


def _leaves(stated) -> list:
    if stated is None:
        return []
    if isinstance(stated, dict):
        return [leaf for value in stated.values() for leaf in _leaves(value)]
    if isinstance(stated, list):
        return [leaf for value in stated for leaf in _leaves(value)]
    return [stated]
