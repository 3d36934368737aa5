"""The whole thing on a cluster of this machine: `make cluster-test`. Its parts alone are tested by pytest beside it."""
