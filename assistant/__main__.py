"""The command ``tactful``; also ``python -m assistant``."""


def main() -> None:
    """Run the command line; the exit code says how it went (see ``docs/reference/cli.md``)."""
    from assistant.cli import run

    run()


if __name__ == "__main__":
    main()
