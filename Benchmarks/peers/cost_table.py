"""A long cost table. usage: draw FOLDER ROWS   or   read FOLDER CUTOFF (pandas, then the covers by site)

500 sites and ROWS / 500 demand points drawn over 20 km, straight distances in metres with one decimal.
"""

import pathlib
import sys

import numpy
from common import Laps, answer

SITES = 500


def draw(folder, rows):
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    points = int(rows) // SITES
    random = numpy.random.default_rng(1)
    sites, demand = random.random((SITES, 2)) * 20_000, random.random((points, 2)) * 20_000
    (folder / "sites.csv").write_text("id\n" + "".join(f"s{site}\n" for site in range(SITES)))
    (folder / "demand.csv").write_text(
        "id,weight\n" + "".join(f"d{point},{1 + point % 7}\n" for point in range(points)))
    with open(folder / "costs.csv", "w") as file:
        file.write("demand,site,cost\n")
        for point, place in enumerate(demand):
            lengths = numpy.hypot(*(sites - place).T).tolist()
            file.write("".join(f"d{point},s{site},{length:.1f}\n" for site, length in enumerate(lengths)))


def read(folder, cutoff):
    import pandas

    laps = Laps()
    table = pandas.read_csv(pathlib.Path(folder) / "costs.csv")
    near = table[table["cost"] <= float(cutoff)]
    covers = near.groupby("site")["demand"].agg(list)
    laps.lap("read")
    answer(laps, pairs=len(near), sites=len(covers))


if __name__ == "__main__":
    {"draw": draw, "read": read}[sys.argv[1]](*sys.argv[2:])
