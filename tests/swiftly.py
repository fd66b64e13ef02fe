"""What makes a long run of tests short, and changes nothing that they see."""

import gc
from functools import cache

import typer.testing


def run_swiftly() -> None:
    """Build the command line once a process, and look for rubbish more seldom.

    Putting a hundred commands together takes longer than most of them run; and to go through everything that a run
    keeps, after every few hundred new objects, takes a fifth of its time.
    """
    typer.testing._get_command = cache(typer.testing._get_command)
    gc.set_threshold(50_000, 20, 50)
