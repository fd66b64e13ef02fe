"""A report as SARIF 2.1.0, for editors and code-review tools."""

from assistant.domain.finding import Finding, Report, Severity, Suppressed
from assistant.domain.language import Language

_LEVELS = {Severity.NOTE: "note", Severity.REVIEW: "warning", Severity.BLOCK: "error"}


def sarif(report: Report, text: str, name: str, language: Language) -> dict[str, object]:
    """One run with one result per finding; offsets are characters of the original text."""
    every = (*report.findings, *(one.finding for one in report.suppressed))
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "tactful",
                        "rules": [{"id": rule} for rule in sorted({finding.rule for finding in every})],
                    }
                },
                "invocations": [{"executionSuccessful": not report.errors}],
                "results": [
                    *(_result(finding, text, name, language) for finding in report.findings),
                    *(_suppressed(one, text, name, language) for one in report.suppressed),
                ],
            }
        ],
    }


def _suppressed(one: Suppressed, text: str, name: str, language: Language) -> dict[str, object]:
    made = one.suppression
    reason = {
        "kind": "external",
        "status": "accepted",
        "justification": f"{made.reason} ({made.by}, {made.at:%Y-%m-%d})",
    }
    return {**_result(one.finding, text, name, language), "suppressions": [reason]}


def _result(finding: Finding, text: str, name: str, language: Language) -> dict[str, object]:
    before = text[: finding.start]
    region = {
        "startLine": before.count("\n") + 1,
        "startColumn": finding.start - (before.rfind("\n") + 1) + 1,
        "charOffset": finding.start,
        "charLength": finding.end - finding.start,
        "snippet": {"text": finding.excerpt},
    }
    return {
        "ruleId": finding.rule,
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message.in_language(language)},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": name}, "region": region}}],
    }
