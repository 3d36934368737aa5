"""Many counties, one `servicecircle` run each, as tasks of Apache Spark. See docs/cluster.md."""
