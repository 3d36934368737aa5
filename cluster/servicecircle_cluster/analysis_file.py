"""What a job needs to know of an analysis file: which files it reads, how far its circle goes."""

import os
from dataclasses import dataclass
from pathlib import Path

import yaml

from .errors import CountyError

# Files that belong to another: by their ending in place of its own (in either case), and by what stands behind its name.
SIDECARS = {".shp": (".dbf", ".shx", ".prj", ".cpg", ".qix"), ".tab": (".dat", ".map", ".id", ".ind"), ".mif": (".mid",),
            ".tif": (".tfw", ".prj"), ".tiff": (".tfw", ".prj")}
COMPANIONS = {".tif": (".aux.xml",), ".tiff": (".aux.xml",), ".gpkg": ("-wal",)}
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# A layer of a file, as QGIS writes it.
LAYER_MARK = "|layername="


@dataclass
class Analysis:
    """The YAML tree with a county's settings laid over it, and the folder its paths start from."""

    tree: dict
    folder: Path
    name: str = "the row of the table"  # of the file, as messages call it

    def inputs(self) -> dict:
        stated = self.tree.get("inputs") or {}
        if not isinstance(stated, dict):
            raise CountyError(f"{self.name}: inputs: no group of keys")
        return stated

    def layer(self, name: str):
        """What `inputs.NAME` says as a dictionary with `file`; None when the analysis has no such layer.

        - Raises CountyError: it is neither a path nor a group of keys.
        """
        stated = self.inputs().get(name)
        if isinstance(stated, list):
            raise CountyError(f"{self.name}: inputs.{name}: a list, where a path or a group of keys belongs")
        if stated is None or isinstance(stated, dict):
            return None if stated is None else dict(stated)
        return {"file": str(stated)}

    def profiles(self) -> str:
        """The file of `coverage.profiles`; empty when there is none."""
        coverage = self.tree.get("coverage")
        return str(coverage.get("profiles") or "") if isinstance(coverage, dict) else ""

    def path(self, file: str) -> Path:
        return Path(os.path.normpath(self.folder / file.split(LAYER_MARK)[0]))

    def layers(self) -> dict[str, dict]:
        named = {name: self.layer(name) for name in self.inputs()}
        return {name: layer for name, layer in named.items() if layer and layer.get("file")}


def read_analysis(path: str, settings: dict[str, str]) -> Analysis:
    """Reads an analysis file and lays settings over it as `--set` does; an empty path starts from nothing.

    - Raises CountyError: no file, or text that is no YAML. Whether its keys are valid is the program's to say.
    """
    tree = {}
    if path:
        try:
            with open(path, encoding="utf-8-sig") as file:
                tree = yaml.load(file, _LOADER) or {}
        except OSError as error:
            raise CountyError(f"{Path(path).name}: {error.strerror or error}") from None
        except Exception as error:  # of odd dates and tags PyYAML raises whatever it trips over
            raise CountyError(f"{Path(path).name}: no YAML: {' '.join(str(error).split())}") from None
    if not isinstance(tree, dict):
        raise CountyError(f"{Path(path).name}: an analysis file is a list of keys")
    for key, value in sorted(settings.items()):
        _lay(tree, key.split("."), value)
    return Analysis(tree, Path(path).parent, Path(path).name) if path else Analysis(tree, Path("/"))


def _lay(tree: dict, keys: list[str], text: str):
    try:
        value = yaml.safe_load(text) if text else ""
    except Exception:  # see read_analysis; the program takes it as text and judges it
        value = text
    for key in keys[:-1]:
        below = tree.get(key)
        if not isinstance(below, dict):
            # `inputs.roads: path` and `inputs.roads.box`: the path is the layer's file.
            below = {"file": below} if isinstance(below, str) and keys[0] == "inputs" else {}
        tree[key] = tree = below
    tree[keys[-1]] = value


def input_files(analysis: Analysis) -> list[Path] | None:
    """Every file that the run reads, in order of path; None when one is a database, whose state no digest tells.

    A folder (of height tiles) stands for itself and the files in it. Of what may belong to a file all is named, there or
    not: what comes later changes the run. Missing files are left to the program to name.
    """
    files: set[Path] = set()
    named = [str(layer["file"]) for layer in analysis.layers().values()]
    for file in filter(None, [*named, analysis.profiles()]):
        if file.startswith("PG:"):
            return None
        path = analysis.path(file)
        files.add(path)
        if path.is_dir():
            files.update(child for child in path.iterdir() if child.is_file())
        kind = path.suffix.lower()
        files.update(path.with_suffix(cased) for ending in SIDECARS.get(kind, ()) for cased in (ending, ending.upper()))
        files.update(path.with_name(path.name + ending) for ending in COMPANIONS.get(kind, ()))
    return sorted(files)


def written(analysis: Analysis) -> str:
    """The tree as YAML, with paths that hold from any folder."""
    tree = {**analysis.tree, "inputs": {}}
    if analysis.profiles() and not analysis.profiles().startswith("PG:"):
        tree["coverage"] = {**tree["coverage"], "profiles": str(analysis.path(analysis.profiles()))}
    for name, stated in analysis.inputs().items():
        layer = analysis.layer(name)
        if layer and layer.get("file") and not str(layer["file"]).startswith("PG:"):
            file = str(layer["file"])
            path, mark, inner = file.partition(LAYER_MARK)
            layer["file"] = str(analysis.path(path)) + mark + inner
            stated = layer["file"] if isinstance(stated, str) else layer
        tree["inputs"][name] = stated
    return yaml.safe_dump(tree, allow_unicode=True, sort_keys=False)
