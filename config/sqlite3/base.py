"""Whoever begins a transaction takes a turn.

SQLite has one writer. Whoever finds it busy sleeps and asks again, up to a tenth of a second each time, in no order: of
sixteen who post at once the unlucky waited for seconds, while nobody wrote. Here they wait for a lock of the system,
which wakes the next at once; it is on the folder of the database, and let go whatever ends the transaction.
"""

import fcntl
import os
from pathlib import Path

from django.db.backends.sqlite3 import base


class DatabaseWrapper(base.DatabaseWrapper):
    """The connection of one thread; `turn` is the open folder while it has the turn."""

    turn: int | None = None

    def _start_transaction_under_autocommit(self):
        if not self.is_in_memory_db():
            self.turn = os.open(Path(self.settings_dict["NAME"]).parent, os.O_RDONLY)
            fcntl.flock(self.turn, fcntl.LOCK_EX)
        try:
            super()._start_transaction_under_autocommit()
        except BaseException:
            self._let_go()
            raise

    def _commit(self):
        super()._commit()
        self._let_go()

    def _rollback(self):
        super()._rollback()
        self._let_go()

    def _close(self):
        try:
            super()._close()
        finally:
            self._let_go()

    def _let_go(self):
        if self.turn is not None:
            turn, self.turn = self.turn, None
            fcntl.flock(turn, fcntl.LOCK_UN)  # a child process may have the file open too
            os.close(turn)
