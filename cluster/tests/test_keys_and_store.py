import os

import pytest

from servicecircle_cluster.counties import County
from servicecircle_cluster.county_task import Neighbourhood
from servicecircle_cluster.digest import as_record, key_of, state_of
from servicecircle_cluster.errors import JobError
from servicecircle_cluster.publish import Store
from servicecircle_cluster.skipping import standing_outcome


def test_a_key_changes_with_everything_that_decides(tmp_path):
    (tmp_path / "a").write_text("one")
    (tmp_path / "b").write_text("two")
    a, b = state_of(tmp_path / "a"), state_of(tmp_path / "b")
    keys = [key_of("p", a, (), [b]), key_of("q", a, (), [b]), key_of("p", b, (), [b]), key_of("p", a, (("x", "1"),), [b]),
            key_of("p", a, (), [a]), key_of("p", a, (), []), key_of("p", None, (), [b]), key_of("p", a, (), [b], ["halo", 1])]
    assert len(set(keys)) == len(keys)


def test_a_moved_folder_is_the_same_work(tmp_path):
    for name in ("x", "y"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "roads").write_text("same")
    assert key_of("p", None, (), [state_of(tmp_path / "x/roads")]) == key_of("p", None, (), [state_of(tmp_path / "y/roads")])


def test_a_touched_file_is_seen_without_reading(tmp_path):
    path = tmp_path / "a"
    missing = state_of(path)
    assert missing.is_untouched()
    path.write_text("one")
    state = state_of(path)
    assert state.is_untouched() and not missing.is_untouched()
    os.utime(path, ns=(1, 1))
    assert not state.is_untouched()


@pytest.fixture
def store(tmp_path):
    store = Store(tmp_path / "out")
    store.prepare()
    return store


def made(store, text="x"):
    folder = store.work() / f"attempt-{len(list(store.work().iterdir()))}" / "result"
    (folder / "tables").mkdir(parents=True)
    (folder / "tables" / "t.csv").write_text(text)
    return folder


def test_the_second_attempt_of_one_key_changes_nothing(store):
    assert store.publish("c", made(store, "first"), {"key": "k"})
    assert not store.publish("c", made(store, "second"), {"key": "k"})
    assert (store.county("c") / "tables/t.csv").read_text() == "first"
    assert store.publish("c", made(store, "third"), {"key": "other"})
    assert (store.county("c") / "tables/t.csv").read_text() == "third"
    assert not list(store.folder.rglob("*.old"))


def test_a_folder_that_is_not_whole_has_no_record(store):
    store.publish("c", made(store), {"key": "k"})
    (store.county("c") / "tables/t.csv").write_text("longer")
    assert store.record("c") is None
    (store.county("c") / "tables/t.csv").unlink()
    assert store.record("c") is None


def test_an_attempt_killed_on_the_way_is_replaced(store):
    """It had put its folder in place, and died before the record."""
    made(store, "torn").rename(store.county("c"))
    assert store.record("c") is None
    assert store.publish("c", made(store, "whole"), {"key": "k"})
    assert (store.county("c") / "tables/t.csv").read_text() == "whole"


def test_a_failure_takes_older_results_away_but_not_its_twins(store):
    store.publish("c", made(store), {"key": "k"})
    store.publish_failure("c", "k", {"reason": "slow twin"})
    assert store.record("c") and store.failure("c") is None
    store.publish_failure("c", "new", {"reason": "bad"})
    assert store.record("c") is None and not store.county("c").exists()
    assert store.failure("c") == {"reason": "bad", "key": "new"}
    store.publish_failure("c", "new", None)
    assert store.failure("c") is None


def test_one_job_at_a_time(store):
    (store.work() / "left" / "over").mkdir(parents=True)
    with store.job_lock():
        assert not list(store.work().iterdir())
        with pytest.raises(JobError, match="another job"):
            with Store(store.folder).job_lock():
                pass
    with store.job_lock():
        pass


def test_what_stands_and_what_does_not(store, tmp_path):
    (tmp_path / "roads").write_text("r")
    (tmp_path / "a.yaml").write_text("a")
    county = County("c", str(tmp_path / "a.yaml"), (("x", "1"),))
    record = {"key": "k", "status": "done", "program": "p", "settings": [["x", "1"]], "analysis": as_record([state_of(county.analysis)])[0],
              "inputs": as_record([state_of(tmp_path / "roads")]), "has_database": False, "with_halo": False, "neighbours": [],
              "analysis_path": county.analysis, "halo_stated": None}
    store.publish("c", made(store), record)

    def stands(one=county, program="p", with_halo=False):
        return standing_outcome(store, Neighbourhood(one), program, with_halo) is not None

    assert stands()
    assert not stands(program="q") and not stands(with_halo=True)
    assert not stands(County("c", county.analysis, (("x", "2"),)))
    assert not stands(County("c", county.analysis, county.settings, folder="hdfs://x"))
    (tmp_path / "roads").write_text("rr")
    assert not stands()
