"""Runs every benchmark and prints one line each: ``python -m benchmarks``."""

from benchmarks import drafting, importing, start, worklist


def main() -> None:
    for module in (start, drafting, worklist, importing):
        for line in module.run():
            print(line, flush=True)


if __name__ == "__main__":
    main()
