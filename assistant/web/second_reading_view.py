"""A second reader's reading beside the first: each label, whether both say it, and the words that either quotes."""

from assistant.domain.concurrence import Concurrence
from assistant.domain.reading_comparison import compare_readings
from assistant.web.frame import card
from assistant.web.labels import Labels
from assistant.web.markup import Markup, tag
from assistant.wording import Wording
from assistant.workflow.reading_words import by_label
from assistant.workflow.replies import ReadTwice, ReplyShown


def second_reader_offered(it: ReplyShown, say: Labels) -> Markup:
    """The button that asks for it, with what leaves this machine then."""
    ask = tag(
        "button",
        say("reply.ask_second"),
        type="button",
        class_="button plain",
        data_do="second",
        data_case=it.case.id,
        data_reply=it.reply.id,
    )
    return card(say("reply.second_title"), tag("p", say("reply.second_sends"), class_="quiet"), tag("p", ask))


def compared(both: ReadTwice, say: Labels, words: Wording) -> Markup:
    """Label by label how the two readings stand to each other; the notes alone where there is no second one."""
    second = both.second
    notes = [tag("p", words.reason(note), class_="quiet") for note in second.notes]
    title = say("reply.second_by", model=second.model)
    if not second.complete:
        return card(title, *notes)
    ours, theirs = by_label(both.it.reading, words), by_label(second.read, words)
    rows = []
    for one in compare_readings(both.it.reading, second.read):
        said = [labels[one.label] for labels in (ours, theirs) if one.label in labels]
        shown = said if one.agreement is Concurrence.DIFFER else said[:1]
        lines = [tag("p", line, " ", tag("mark", " ".join(quoted.quote.split()))) for line, quoted in shown]
        rows.append(tag("li", tag("b", words.name(one.agreement)), *lines, class_=one.agreement.value))
    nothing = tag("p", words.label("nothing_read"), class_="quiet")
    return card(title, *notes, tag("ul", *rows, class_="commitments") if rows else nothing)
