"""Another program that wants to write to an SQLite file at this very moment."""

import subprocess
import sys
from pathlib import Path

_PROGRAM = """
import sqlite3, sys
file = sqlite3.connect(sys.argv[1], timeout=0, isolation_level=None)
try:
    file.execute("BEGIN IMMEDIATE")
    print("it may write")
except sqlite3.OperationalError as error:
    print(error)
"""


def tries_to_write(path: Path) -> str:
    """What comes of it, without waiting."""
    command = [sys.executable, "-c", _PROGRAM, str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
