"""Positions over China in every CGCS2000 Gauss-Krüger system, by pyproj and by cs2cs.

    python gauss_kruger.py > gauss-kruger.csv      # pip install pyproj; apt install proj-bin

Prints code,longitude,latitude,easting,northing (metres). Ends with an error when the two programs differ by 0.1 mm
anywhere, on a grid ten times as fine as what it prints. EPSG: 4513-4533 are 3-degree zones 25-45 with the zone before
the easting, 4534-4554 the same by central meridian without; 4491-4501 and 4502-4512 the 6-degree zones 13-23.
"""

import subprocess
import sys

from pyproj import Transformer


def systems():
    for index in range(21):
        meridian = 75 + 3 * index
        yield 4513 + index, meridian, 1.5
        yield 4534 + index, meridian, 1.5
    for index in range(11):
        meridian = 75 + 6 * index
        yield 4491 + index, meridian, 3
        yield 4502 + index, meridian, 3


def grid(meridian, half, steps):
    for row in range(steps + 1):
        for column in range(steps + 1):
            yield round(meridian - half + 2 * half * column / steps, 6), round(18 + 35 * row / steps, 6)


def cs2cs(code, points):
    # The authority's axes: latitude and longitude in, northing and easting out.
    text = "".join(f"{lat} {lon}\n" for lon, lat in points)
    out = subprocess.run(
        ["cs2cs", "-f", "%.6f", "EPSG:4490", f"EPSG:{code}"], input=text, capture_output=True, text=True, check=True)
    for line in out.stdout.splitlines():
        northing, easting = line.split()[:2]
        yield float(easting), float(northing)


worst = 0
print("code,longitude,latitude,easting,northing")
for code, meridian, half in systems():
    transformer = Transformer.from_crs("EPSG:4490", f"EPSG:{code}", always_xy=True)
    fine = list(grid(meridian, half, 20))
    for (lon, lat), (easting, northing) in zip(fine, cs2cs(code, fine)):
        x, y = transformer.transform(lon, lat)
        worst = max(worst, abs(x - easting), abs(y - northing))
    for lon, lat in grid(meridian, half, 2):
        x, y = transformer.transform(lon, lat)
        print(f"{code},{lon},{lat},{x:.5f},{y:.5f}")
print(f"largest difference of pyproj and cs2cs: {worst * 1000:.4f} mm", file=sys.stderr)
sys.exit(worst > 1e-4)
