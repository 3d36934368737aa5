"""Where a file lies: a local path, a `file://` address, or a file system that only Spark reaches."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

from .errors import JobError

REMOTE = ("hdfs", "s3a", "s3", "gs", "abfs", "abfss", "viewfs", "webhdfs")


def is_remote(address: str) -> bool:
    """Whether only Spark's file layer can read it."""
    return urlsplit(address).scheme in REMOTE


def local_path(address: str) -> Path:
    """The path of a local path or `file://` address (of this machine: no host, or `localhost`).

    A plain path is taken as it is: `%20` and `#` have no meaning in it.
    """
    if "://" not in address and not address.startswith("file:"):
        return Path(address)
    parts = urlsplit(address)
    if parts.scheme != "file" or parts.netloc not in ("", "localhost"):
        raise JobError(f"{address}: not a local path or file:// address")
    return Path(unquote(parts.path))
