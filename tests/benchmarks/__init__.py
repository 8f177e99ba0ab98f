"""How fast it is, measured: `make benchmark`. Not part of the test suite: times on a shared machine wander.

`python -m tests.benchmarks` makes an installation for each database and starts every part of the benchmark as
a process of its own. In those processes Django is made ready here, before anything imports a model.
"""

import os

import config  # noqa: F401 - swaps SQLite before Django loads it

if "BENCHMARK" in os.environ:
    import django

    django.setup()
