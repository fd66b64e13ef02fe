"""The command line as a test runs it."""

from typer.testing import CliRunner

from assistant.cli import app
from assistant.cli.session import Options
from assistant.errors import TactfulError


def run(*arguments, text=None, language="en"):
    """(exit code, standard output, error line) of a command, which reads ``text`` from standard input."""
    result, error = _invoked(arguments, text, language)
    return (error.exit_code, result.stdout, str(error)) if error else (result.exit_code, result.stdout, result.stderr)


def tactful(folder, *arguments, language="en"):
    """(exit code, what was printed, else the error's line) of a command in the workspace ``folder``."""
    result, error = _invoked(("--workspace", folder, *arguments), None, language)
    return (error.exit_code, str(error)) if error else (result.exit_code, result.stdout)


def _invoked(arguments, text, language):
    result = CliRunner().invoke(app, ["--lang", language, *map(str, arguments)], obj=Options(), input=text)
    if isinstance(result.exception, TactfulError):
        return result, result.exception
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result, None
