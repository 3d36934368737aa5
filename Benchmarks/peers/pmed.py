"""OR-Library p-median instances.

usage: draw FOLDER(of pmed*.txt) OUT   cost tables as solve reads them, and count.txt, for pmed1 to pmed10
       highs OUT NUMBER SECONDS        the plain p-median model in HiGHS
Of a repeated edge the last line counts (the published optima want it so).
"""

import pathlib
import sys

import numpy
from common import Laps, answer
from scipy.sparse.csgraph import shortest_path


def costs(path):
    lines = [line.split() for line in path.read_text().splitlines() if line.strip()]
    nodes, _, count = map(int, lines[0])
    lengths = numpy.full((nodes, nodes), numpy.inf)
    for a, b, length in (map(int, line) for line in lines[1:]):
        lengths[a - 1, b - 1] = lengths[b - 1, a - 1] = length
    return shortest_path(lengths, directed=False), count


def draw(source, out):
    for number in range(1, 11):
        table, count = costs(pathlib.Path(source) / f"pmed{number}.txt")
        folder = pathlib.Path(out) / str(number)
        folder.mkdir(parents=True, exist_ok=True)
        ids = [f"v{node}" for node in range(len(table))]
        for name in ("sites.csv", "demand.csv"):
            (folder / name).write_text("id\n" + "\n".join(ids) + "\n")
        with open(folder / "costs.csv", "w") as file:
            file.write("demand,site,cost\n")
            for i, row in enumerate(table.tolist()):
                file.writelines(f"v{i},v{j},{int(cost)}\n" for j, cost in enumerate(row))
        (folder / "count.txt").write_text(str(count))
        numpy.save(folder / "costs.npy", table)


def highs(out, number, limit):
    import highspy

    laps = Laps()
    folder = pathlib.Path(out) / number
    table, count = numpy.load(folder / "costs.npy"), int((folder / "count.txt").read_text())
    laps.lap("read")
    nodes = len(table)
    pairs = nodes * nodes
    programme = highspy.HighsLp()
    programme.num_col_, programme.num_row_ = nodes + pairs, nodes + pairs + 1
    programme.col_cost_ = numpy.concatenate([numpy.zeros(nodes), table.ravel()])
    programme.col_lower_, programme.col_upper_ = numpy.zeros(nodes + pairs), numpy.ones(nodes + pairs)
    programme.integrality_ = [highspy.HighsVarType.kInteger] * nodes + [highspy.HighsVarType.kContinuous] * pairs
    # Row i: i is assigned once. Then y[i, j] <= x[j]. Last: the number of sites.
    starts = [nodes * i for i in range(nodes)] + [pairs + 2 * pair for pair in range(pairs)] + [3 * pairs]
    columns = [nodes + numpy.arange(pairs), numpy.column_stack(
        [nodes + numpy.arange(pairs), numpy.tile(numpy.arange(nodes), nodes)]).ravel(), numpy.arange(nodes)]
    values = [numpy.ones(pairs), numpy.tile([1.0, -1.0], pairs), numpy.ones(nodes)]
    programme.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    programme.a_matrix_.start_ = numpy.array(starts + [3 * pairs + nodes])
    programme.a_matrix_.index_ = numpy.concatenate(columns)
    programme.a_matrix_.value_ = numpy.concatenate(values)
    programme.row_lower_ = numpy.concatenate([numpy.ones(nodes), numpy.full(pairs, -highspy.kHighsInf), [count]])
    programme.row_upper_ = numpy.concatenate([numpy.ones(nodes), numpy.zeros(pairs), [count]])
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("time_limit", float(limit))
    solver.setOptionValue("mip_rel_gap", 0.0)
    solver.passModel(programme)
    laps.lap("model")
    solver.run()
    laps.lap("solve")
    info = solver.getInfo()
    answer(laps, value=round(info.objective_function_value), bound=info.mip_dual_bound,
           status=solver.modelStatusToString(solver.getModelStatus()))


if __name__ == "__main__":
    {"draw": draw, "highs": highs}[sys.argv[1]](*sys.argv[2:])
