"""Runs every benchmark and prints one line each: ``python -m benchmarks``."""

from benchmarks import (
    drafting,
    guardrail,
    importing,
    model_drafts,
    prompt_tokens,
    replies,
    retrieval,
    search_at_scale,
    start,
    terms,
    worklist,
)


def main() -> None:
    for module in (
        start,
        drafting,
        model_drafts,
        worklist,
        importing,
        retrieval,
        search_at_scale,
        terms,
        replies,
        guardrail,
        prompt_tokens,
    ):
        for line in module.run():
            print(line, flush=True)


if __name__ == "__main__":
    main()
