import pytest

pytest.importorskip("pyspark", reason="the checks of the whole start Spark: `make cluster-test` installs pyspark")

from tests.whole.__main__ import chosen  # noqa: E402
from tests.whole.checks import Checks  # noqa: E402


def test_the_bundle_is_made_before_whatever_is_asked_for(tmp_path):
    checks = Checks(tmp_path, tmp_path / "servicecircle", None, tmp_path)
    assert [check.__name__ for check in chosen(checks, ["halo"])] == ["bundle_has_all", "halo_counts_once"]
    assert chosen(checks, [])[0] == checks.bundle_has_all
    assert sorted(check.__name__ for check in chosen(checks, [])) == sorted(check.__name__ for check in checks.all())
