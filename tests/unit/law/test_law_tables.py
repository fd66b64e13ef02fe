import re
import runpy
import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from opencc import OpenCC

from assistant.domain.daily_rate import Fixing
from assistant.domain.late_terms import Per
from assistant.domain.limitation import SignKind
from assistant.errors import BadKnowledge, NotFound
from assistant.knowledge import shipped
from assistant.law import load_law, shipped_law
from assistant.law.shapes import CeilingRule, FixedSumRule, InterestRule, LimitationRule, PaymentTermRule, Rule

ROOT = Path(__file__).parents[3]
FOLDER = shipped("knowledge") / "law"
LAW = shipped_law()
RULES = {rule.id: rule for law in LAW.jurisdictions for rule in law.rules}


def rule(rule_id: str, kind: type[Rule] = Rule) -> Rule:
    assert isinstance(RULES[rule_id], kind)
    return RULES[rule_id]


# --- what ships ---


def test_every_region_has_one_law_and_the_rest_have_none():
    laws = {region: LAW.of_region(region) for region in ("CN", "TW", "HK", "GB", "DE", "IE", "US", "SG")}
    assert {region: law and law.id for region, law in laws.items()} == {
        "CN": "cn", "TW": "tw", "HK": "hk", "GB": "gb", "DE": "eu", "IE": "eu", "US": None, "SG": None,
    }  # fmt: skip


def test_the_rates_of_interest_are_those_of_the_statutes():
    given = {
        rule.id: (value.percent, value.per, value.reference, value.factors, value.margin, rule.fixing, rule.holds_for)
        for rule in RULES.values()
        if isinstance(rule, InterestRule) and (value := rule.value)
    }
    one = (Decimal(1),)
    assert given == {
        "cn.sme-late-interest": (Decimal("0.05"), Per.DAY, "", one, 0, Fixing.EACH_DAY, "each_day"),
        "cn.sales-late-interest": (
            0, Per.YEAR, "LPR_1Y", (Decimal("1.3"), Decimal("1.5")), 0, Fixing.AT_START, "breach",
        ),
        "tw.statutory-interest": (Decimal(5), Per.YEAR, "", one, 0, Fixing.EACH_DAY, "each_day"),
        "eu.late-interest": (0, Per.YEAR, "ECB_REFERENCE", one, Decimal(8), Fixing.HALF_YEAR, "each_day"),
        "gb.late-interest": (0, Per.YEAR, "BOE_BASE", one, Decimal(8), Fixing.BEFORE_START, "breach"),
    }  # fmt: skip


def test_fixed_sums_ceilings_periods_and_terms_are_those_of_the_statutes():
    def bands(rule_id: str) -> list[tuple[Decimal | None, Decimal]]:
        fixed = rule(rule_id, FixedSumRule)
        return [(band.below, band.amount) for band in fixed.bands]

    assert (rule("eu.fixed-sum").currency, bands("eu.fixed-sum")) == ("EUR", [(None, 40)])
    assert (rule("gb.fixed-sum").currency, bands("gb.fixed-sum")) == ("GBP", [(1000, 40), (10000, 70), (None, 100)])
    assert (rule("tw.ceiling", CeilingRule).percent, rule("tw.ceiling").valid_from) == (16, date(2021, 7, 20))
    periods = {r.id: (r.of, r.years, r.suit_within_months) for r in RULES.values() if isinstance(r, LimitationRule)}
    assert periods == {
        "cn.limitation": ("price", 3, None),
        "tw.limitation-goods": ("price", 2, 6),
        "tw.limitation-general": ("price", 15, 6),
        "tw.limitation-interest": ("interest", 5, None),
        "hk.limitation": ("price", 6, None),
    }
    assert rule("cn.limitation").restarted_by == frozenset(SignKind)
    assert rule("hk.limitation").restarted_by == frozenset()
    terms = {r.id: (r.days, r.most) for r in RULES.values() if isinstance(r, PaymentTermRule)}
    assert terms == {
        "cn.term-public": (30, 60), "cn.term-large": (60, None), "eu.term-business": (30, 60), "eu.term-public": (30, None),
    }  # fmt: skip


def test_the_dates_from_which_rules_hold_are_those_of_the_texts():
    assert rule("cn.sme-late-interest").valid_from == date(2025, 6, 1)
    sales = rule("cn.sales-late-interest")
    assert [sales.holds_on(day) for day in (date(2019, 8, 19), date(2019, 8, 20))] == [False, True]


def test_the_scope_of_the_sme_regulation_is_asked():
    asked = [question.id for question in rule("cn.sme-late-interest").questions]
    assert asked == ["creditor_sme", "debtor_in_scope", "sme_told"]


def test_every_rule_names_its_source_and_says_when_to_ask_counsel_in_three_languages():
    for each in RULES.values():
        texts = [each.counsel, each.title, each.source.work, *(q.text for q in each.questions)]
        assert all(text.en and text.zh_hans and text.zh_hant for text in texts), each.id
        assert each.source.article, each.id
        assert each.source.text_of <= date(2026, 6, 16), each.id


@pytest.mark.parametrize(("script", "key"), [("t2s", "zh_hans"), ("s2tw", "zh_hant")])
def test_the_chinese_of_each_file_is_in_its_own_script(script, key):
    convert = OpenCC(script).convert
    texts = [
        text for path in FOLDER.glob("*.yaml") for text in re.findall(rf'{key}: "([^"]*)"', path.read_text("utf-8"))
    ]
    assert len(texts) > 60
    assert [text for text in texts if convert(text) != text] == []


def test_the_outcomes_that_show_an_arrival_are_words_of_the_record():
    known = yaml.safe_load((shipped("knowledge") / "record" / "vocabulary.yaml").read_text("utf-8"))
    assert LAW.arrival.arrived <= known["outcomes"].keys()
    assert LAW.arrival.kinds <= known["kinds"].keys()
    assert LAW.arrival.channels <= known["channels"].keys()
    assert LAW.arrival.arrived.isdisjoint({"sent", "no_reply", "out_of_office", "undeliverable", "wrong_contact"})


def test_the_page_of_the_law_is_made_from_the_tables():
    made = runpy.run_path(str(ROOT / "docs" / "law_reference.py"))["page"]()
    assert (ROOT / "docs" / "reference" / "law.md").read_text("utf-8") == made, "run: python docs/law_reference.py"


def test_a_question_that_no_rule_asks_cannot_be_answered():
    assert LAW.question("cn.sme-late-interest", "sme_told").text.en.startswith("When signing")
    assert LAW.question("tw.statutory-interest", "fixed_due_date").id == "fixed_due_date"
    assert LAW.question("cn.no-contract", "governs").id == "governs"
    with pytest.raises(NotFound) as raised:
        LAW.question("cn.sme-late-interest", "fixed_due_date")
    assert raised.value.code == "unknown_question"


def test_a_series_is_found_in_any_case_and_an_unknown_one_is_refused():
    assert LAW.require_series("lpr_1y").id == "LPR_1Y"
    with pytest.raises(NotFound, match="LPR_1Y, ECB_REFERENCE, BOE_BASE"):
        LAW.require_series("PRIME")


def test_a_region_without_a_table_is_refused_with_those_that_have_one():
    with pytest.raises(NotFound, match="CN, AT, BE"):
        LAW.require_region("US")


# --- what a file may not say ---


@pytest.fixture
def folder(tmp_path) -> Path:
    copy = tmp_path / "law"
    shutil.copytree(FOLDER, copy)
    return copy


def broken(folder: Path, name: str, old: str, new: str) -> str:
    path = folder / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(BadKnowledge) as raised:
        load_law(folder)
    return str(raised.value)


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("tw.yaml", '    percent: "16"', '    percent: "16"\n    per_cent: "16"', "per_cent"),
        ("cn.yaml", "    holds_for: breach", "    holds_for: sometimes", "holds_for"),
        ("cn.yaml", "kind: interest", "kind: usury", "usury"),
        ("cn.yaml", "  - id: cn.sme-late-interest", "  - id: sme-late-interest", "its id must begin with cn."),
        (
            "cn.yaml",
            "valid_from: 2025-06-01",
            "valid_from: 2025-06-01\n    valid_to: 2025-05-31",
            "valid_to lies before",
        ),
        ("cn.yaml", 'factors: ["1.3", "1.5"]', 'factors: ["1.5", "1.3"]', "low and the high end"),
        ("cn.yaml", "reference: LPR_1Y", "reference: LPR_5Y", "there is no series LPR_5Y"),
        ("cn.yaml", "reference: LPR_1Y, f", 'reference: LPR_1Y, percent: "5", f', "either a percentage or a reference"),
        ("cn.yaml", "of_rule: cn.sme-late-interest", "of_rule: cn.sme", "there is no rule cn.sme"),
        ("cn.yaml", "- id: sme_told", "- id: creditor_sme", "a question is there twice"),
        ("eu.yaml", "goes_with: eu.late-interest", "goes_with: eu.interest", "there is no rule eu.interest"),
        ("gb.yaml", '- {amount: "100"}', '- {below: "99999", amount: "100"}', "the last band"),
        ("tw.yaml", "unless: goods_by_merchant", "unless: goods", "there is no question goods"),
        ("hk.yaml", "regions: [HK]", "regions: [HK, CN]", "CN is there twice"),
        ("hk.yaml", "    counsel:", "    advice:", "counsel"),
        ("series.yaml", "  - id: LPR_1Y", "  - name: LPR_1Y", "series.yaml"),
        ("arrival.yaml", "kinds:", "types:", "arrival.yaml"),
    ],
)
def test_a_file_that_contradicts_its_shape_or_itself_is_refused(folder, name, old, new, said):
    assert said in broken(folder, name, old, new)
