"""Search with a provider's vectors: each clause sent once, nobody else's read, and nothing lost when it fails."""

from dataclasses import dataclass, field

import pytest

from assistant.domain.contracts import Contract
from assistant.domain.language import Reason
from assistant.errors import ModelUnavailable
from assistant.intake import read_contract
from assistant.retrieval import ArrayIndex, ClauseSearch, EmbeddedVectors
from tests.fakes.embeddings import DOWN, FakeEmbeddings, MemoryVectorCache

ONE = read_contract(
    "SUPPLY AGREEMENT\n\n1. Sale\n\n1.1 The seller delivers the goods.\n\n1.2 The buyer is to remit within a month.\n\n"
    "1.3 The cat shall purr.",
    "K1",
    "C1",
)
TWO = read_contract("AGREEMENT\n\n1. Sale\n\n1.1 The court of Dublin decides.\n\n1.2 The cat shall purr.", "K2", "C2")
WITHOUT = Reason.of("searched_without_embeddings", why=Reason(DOWN.code, DOWN.details))


@dataclass
class Setting:
    """A search with what it uses."""

    embeddings: FakeEmbeddings = field(default_factory=FakeEmbeddings)
    cache: MemoryVectorCache = field(default_factory=MemoryVectorCache)
    hashed: ArrayIndex = field(default_factory=ArrayIndex)
    index: ArrayIndex = field(default_factory=ArrayIndex)

    def search(self) -> ClauseSearch:
        """A new one, as another process would have it."""
        return ClauseSearch(self.hashed, embedded=EmbeddedVectors(self.index, self.embeddings, self.cache))


def best(search: ClauseSearch, query: str, *contracts: Contract) -> list[str]:
    return [hit.clause.id for hit in search.search(query, contracts, k=1)]


def test_a_clause_is_found_by_what_it_means_where_no_word_is_the_same():
    assert best(Setting().search(), "anything catlike", ONE) == ["K1#1.3"]
    assert best(ClauseSearch(ArrayIndex()), "anything catlike", ONE) == []


def test_each_clause_is_sent_once_and_only_by_its_text_and_headings():
    setting = Setting()
    for _ in range(2):
        setting.search().search("the cat", (ONE,))

    clauses = [text for text in setting.embeddings.sent if "\n" in text]
    assert clauses == ["\n".join([*clause.headings, clause.text]) for clause in ONE.clauses if clause.headings]
    assert sorted(set(setting.embeddings.sent) - set(clauses)) == sorted(
        ["the cat", "payment terms", *(clause.text for clause in ONE.clauses if not clause.headings)]
    )
    assert setting.embeddings.sent.count("the cat") == 2


def test_a_changed_clause_alone_is_sent_again():
    setting = Setting()
    setting.search().search("the cat", (ONE,))
    before = len(setting.embeddings.sent)
    changed = read_contract(ONE.text.replace("a month", "a week"), "K1", "C1")
    setting.search().search("the cat", (changed,))

    assert [text.splitlines()[-1] for text in setting.embeddings.sent[before:]] == [
        "the cat",
        "1.2 The buyer is to remit within a week.",
    ]


def test_what_one_customer_asks_reads_no_vector_of_another():
    setting = Setting()
    setting.search().search("the cat", (TWO,))
    setting.cache.owners_asked.clear()
    with_the_other = setting.search().search("the cat", (ONE,))

    assert set(setting.cache.owners_asked) == {"C1", ""}
    assert [row.clause.contract_no for row in with_the_other] == ["K1"] * len(with_the_other)
    assert with_the_other == Setting().search().search("the cat", (ONE,))


@pytest.mark.parametrize("sent", [0, 1, 2, 3])
def test_when_the_provider_fails_the_search_says_so_and_finds_what_it_would_find_without(sent):
    setting = Setting(embeddings=FakeEmbeddings(fails_after=sent))
    found = setting.search().find("who delivers the goods", (ONE,))

    assert found.notes == (WITHOUT,)
    assert found.hits == ClauseSearch(ArrayIndex()).search("who delivers the goods", (ONE,))


def test_what_came_before_a_failure_is_not_sent_again():
    setting = Setting(embeddings=FakeEmbeddings(fails_after=4))
    setting.search().search("the cat", (ONE,))
    setting.embeddings.fails_after = None
    found = setting.search().find("the cat", (ONE,))

    clauses = [text for text in setting.embeddings.sent if text != "the cat"]
    assert len(clauses) == len(set(clauses))
    assert found.notes == ()


# across customers


def test_the_index_of_all_contracts_is_made_once_and_says_so_in_one_line():
    setting = Setting()
    notes = [setting.search().refresh([TWO, ONE]) for _ in range(2)]

    clauses = len(ONE.clauses) + len(TWO.clauses)
    assert notes == [(Reason.of("vectors_made_anew", model="small-1@test/5", clauses=clauses),), ()]
    assert setting.index.stamp().startswith("small-1@test/5 ")
    assert best(setting.search(), "who is the judge, which court", ONE, TWO)[0].startswith("K2")


@pytest.mark.parametrize("change", [{"name": "large-1@test"}, {"size": 7}])
def test_another_model_or_size_makes_all_vectors_anew_and_one_search_mixes_none(change):
    setting = Setting()
    setting.search().refresh([ONE, TWO])
    setting.embeddings = FakeEmbeddings(**change)
    search = setting.search()
    search.find("the cat", (ONE,))
    (note,) = search.refresh([ONE, TWO])

    assert note.code == "vectors_made_anew"
    assert note.details["model"] == f"{setting.embeddings.name}/{setting.embeddings.size}"
    clauses = [text for text in setting.embeddings.sent if text not in ("payment terms", "the cat")]
    assert len(clauses) == len(set(clauses)) == len(ONE.clauses) + len(TWO.clauses)
    assert search.find("the cat", (ONE, TWO)).notes == ()


def test_a_provider_that_changes_the_size_between_two_searches_is_noticed():
    setting = Setting()
    setting.search().refresh([ONE, TWO])
    setting.embeddings = FakeEmbeddings(size=7)
    search = setting.search()

    assert search.refresh([ONE, TWO]) == ()
    assert search.search("the cat", (ONE, TWO)) != ()
    assert [note.details["model"] for note in search.refresh([ONE, TWO])] == ["small-1@test/7"]


def test_across_customers_a_provider_that_fails_leaves_the_hashed_index_at_work():
    setting = Setting(embeddings=FakeEmbeddings(fails_after=3))
    search = setting.search()
    notes = search.refresh([ONE, TWO])
    found = search.find("which court decides", (ONE, TWO))

    plain = ClauseSearch(ArrayIndex())
    plain.rebuild([ONE, TWO])
    assert (notes, setting.index.stamp()) == ((WITHOUT,), "")
    assert found.hits == plain.search("which court decides", (ONE, TWO))


def test_rebuilding_forgets_the_vectors_of_contracts_that_are_gone():
    setting = Setting()
    setting.search().refresh([ONE, TWO])
    setting.search().rebuild([ONE])

    assert {owner for owner, _, _ in setting.cache.held} == {"C1", ""}


def test_rebuilding_with_a_provider_that_fails_is_an_error_and_leaves_the_hashed_index_made():
    setting = Setting(embeddings=FakeEmbeddings(fails_after=2))
    with pytest.raises(ModelUnavailable):
        setting.search().rebuild([ONE, TWO])

    assert setting.hashed.stamp().startswith("hashed/1024 ")
    assert setting.index.stamp() == ""


@pytest.mark.parametrize(
    ("cosines", "likeness"),
    [
        ([0.75, 0.5, 0.25, 0.0], [1.0, 0.5, 0.0, 0.0]),
        ([0.5, -0.5, 0.0], [1.0, 0.0, 0.0]),
        ([0.5, 0.5], [0.0, 0.0]),
        ([0.0, 0.0], [0.0, 0.0]),
    ],
)
def test_likeness_lies_between_the_least_and_the_best_that_is_near(cosines, likeness):
    setting = Setting()

    assert EmbeddedVectors(setting.index, setting.embeddings, setting.cache).likeness(cosines) == likeness
