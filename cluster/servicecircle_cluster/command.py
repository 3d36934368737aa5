"""`servicecircle-cluster`: parse, call, print."""

import argparse
import json
import sys
from pathlib import Path

from .job_array import gather_here, run_number
from .bundle import build_bundle
from .errors import JobError
from .job import Job, run_job, told_without
from .nation.plan import COUNTIES, nation_plan
from .nation.report import read_measured, report
from .nation.sample import write_sample

FAILED_COUNTIES = 3  # the job is done, some counties are rows with reasons


def main(arguments: list[str] | None = None) -> int:
    """Exit codes: 0 done; 1 the job cannot run, or results could not be gathered; 2 usage; 3 done, but counties failed."""
    options = _parser().parse_args(arguments)
    try:
        return options.call(options)
    except JobError as error:
        print(f"servicecircle-cluster: {error}", file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="servicecircle-cluster", description="ServiceCircle for many counties.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    bundle = commands.add_parser("bundle", help="pack the program and its libraries for the workers")
    bundle.add_argument("--binary", default=".build/release/servicecircle")
    bundle.add_argument("--out", required=True, help="the archive, .tar.gz")
    bundle.set_defaults(call=_bundle)

    run = commands.add_parser("run", help="run a table of counties on Spark and gather what they found")
    _add_common(run)
    program = run.add_mutually_exclusive_group(required=True)
    program.add_argument("--bundle", default="", help="the archive made by `bundle`")
    program.add_argument("--installed", default="", help="a folder with the unpacked bundle on every worker")
    run.add_argument("--master", default="", help="Spark's master, such as local[2] or spark://host:7077")
    run.add_argument("--conf", action="append", default=[], metavar="KEY=VALUE", help="a setting of Spark")
    run.add_argument("--rehash", action="store_true", help="read all inputs again instead of trusting size and time")
    run.add_argument("--retry-failed", action="store_true", help="run again what failed, though nothing has changed")
    run.add_argument("--deaths", type=_at_least_one, default=3, help="workers that may die under a county before it is given up")
    run.add_argument("--json", action="store_true", help="one JSON object on stdout")
    run.add_argument("--quiet", action="store_true", help="no progress on stderr")
    _add_limits(run)
    run.set_defaults(call=_run)

    county = commands.add_parser("county", help="run one county of a table, without Spark (job arrays)")
    _add_common(county)
    county.add_argument("--number", type=_at_least_one, required=True, help="which, from 1, in order of id")
    county.add_argument("--installed", required=True, help="a folder with the unpacked bundle")
    _add_limits(county)
    county.set_defaults(call=_county)

    gather = commands.add_parser("gather", help="gather what `county` and `run` left, without Spark")
    _add_common(gather)
    gather.set_defaults(call=_gather)
    nation = commands.add_parser("nation", help="write a sample of a simulated nation, or reckon from its seconds")
    nation.add_argument("folder", type=Path, help="where the sample is")
    nation.add_argument("--counties", type=_at_least_one, default=COUNTIES)
    nation.add_argument("--attempts", type=Path, help="attempts.parquet of the job that ran the sample: reckon from it")
    nation.add_argument("--fixed-seconds", type=float, default=0, help="core seconds that each county takes besides its run")
    nation.add_argument("--yuan-per-core-hour", type=float, default=0)
    nation.set_defaults(call=_nation)
    return parser


def _add_common(command):
    command.add_argument("table", help="Parquet or CSV with a row for each county; docs/cluster.md has the columns")
    command.add_argument("--out", required=True, help="folder for the results, on a file system that all workers share")


def _add_limits(command):
    command.add_argument("--halo", action="store_true", help="count neighbours' stations within reach of the border")
    command.add_argument("--scratch", default="", help="folder on each worker's own disk for what is being made")
    command.add_argument("--threads", type=_at_least_one, default=1, help="threads of a run, and cores of its task")
    command.add_argument("--seconds", type=float, default=3600, help="wall seconds a county may take; 0: any")
    command.add_argument("--memory-mb", type=int, default=0, help="address space a run may take; 0: any")
    command.add_argument("--tries", type=_at_least_one, default=2, help="runs of a county whose end may pass")


def _bundle(options) -> int:
    about = build_bundle(options.binary, options.out)
    print(f"{options.out}: ServiceCircle {about['version']}, {len(about['files'])} files, {about['program'][:12]}")
    return 0


def _run(options) -> int:
    settings = {}
    for text in options.conf:
        key, sign, value = text.partition("=")
        if not sign:
            raise JobError(f"--conf {text}: give KEY=VALUE")
        settings[key] = value
    report = run_job(Job(
        options.table, options.out, bundle=options.bundle, installed=options.installed, master=options.master,
        settings=settings, halo=options.halo, rehash=options.rehash, retry_failed=options.retry_failed,
        scratch=options.scratch, threads=options.threads, seconds=options.seconds, memory_mb=options.memory_mb,
        tries=options.tries, deaths=options.deaths, quiet=options.quiet))
    if options.json:
        print(json.dumps({
            "counties": len(report.outcomes), "done": report.count("done"), "infeasible": report.count("infeasible"),
            "failed": report.count("failed"), "stood": report.stood, "ran": report.ran,
            "seconds": round(report.seconds, 2), "warnings": report.warnings}, ensure_ascii=False))
    else:
        _tell(report.outcomes, f"{report.stood} stood, {report.ran} ran, {report.seconds:.1f} s")
    for warning in report.warnings:
        print(f"servicecircle-cluster: {warning}", file=sys.stderr)
    if not report.is_whole:
        return 1
    return FAILED_COUNTIES if report.count("failed") else 0


def _county(options) -> int:
    job = Job(options.table, options.out, installed=options.installed, halo=options.halo, scratch=options.scratch,
              threads=options.threads, seconds=options.seconds, memory_mb=options.memory_mb, tries=options.tries)
    outcome = run_number(job, options.number)
    print(f"{outcome.id}: {outcome.status} {outcome.reason or outcome.left_out}".rstrip())
    return FAILED_COUNTIES if outcome.status == "failed" else 0


def _gather(options) -> int:
    outcomes = gather_here(Job(options.table, options.out))
    for warning in told_without(outcomes):
        print(f"servicecircle-cluster: {warning}", file=sys.stderr)
    return _tell(outcomes, "gathered")


def _nation(options) -> int:
    if options.attempts:
        measured = read_measured(options.folder / "sample.csv", options.attempts)
        print(report(measured, options.counties, options.fixed_seconds, options.yuan_per_core_hour))
    else:
        print(write_sample(options.folder, nation_plan(options.counties)))
    return 0


def _tell(outcomes: list, how: str) -> int:
    counts = {status: sum(outcome.status == status for outcome in outcomes) for status in ("done", "infeasible", "failed")}
    print(f"{len(outcomes)} counties: {', '.join(f'{count} {status}' for status, count in counts.items())}; {how}")
    for outcome in outcomes:
        if outcome.status == "failed":
            print(f"  {outcome.id}: {outcome.reason}")
    return FAILED_COUNTIES if counts["failed"] else 0


def _at_least_one(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("give 1 or more")
    return number
