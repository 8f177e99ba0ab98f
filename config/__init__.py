"""Settings, addresses and the server's entry point.

The first import of this package swaps in a SQLite without the WAL-reset bug where one is
installed. It must happen before Django loads its own, and every way in (manage.py, wsgi.py,
pytest, mypy) imports `config` first.
"""

import sys

try:
    import pysqlite3
    import pysqlite3.dbapi2
except ImportError:  # no wheel for this machine: Python's own SQLite, with the journal that is safe for it
    pass
else:
    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2
