"""The command line as a test runs it."""

from typer.testing import CliRunner

from assistant.cli import app
from assistant.cli.session import Options
from assistant.errors import TactfulError


def tactful(folder, *arguments, language="en"):
    """(exit code, what was printed, else the error's line) of a command in the workspace ``folder``."""
    given = ["--workspace", str(folder), "--lang", language, *map(str, arguments)]
    result = CliRunner().invoke(app, given, obj=Options())
    if isinstance(result.exception, TactfulError):
        return result.exception.exit_code, str(result.exception)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.exit_code, result.stdout
