"""Makes the file of a letter from a stored message, and notes each one that is taken in the audit log."""

import hashlib
from collections.abc import Callable, Mapping

from assistant.domain.kinds import Channel
from assistant.domain.letter import ON_PAPER, Letter, LetterForm
from assistant.domain.message import Message
from assistant.errors import BadInput, Refused
from assistant.ports import Transaction
from assistant.workflow.desk import Desk


def take_letter(desk: Desk, actor: str, message_id: str, form: LetterForm, *, store: Callable[[bytes], None]) -> bytes:
    """Have ``store`` write the file of a message and note it in the audit log, both or neither; the file.

    What was not released yet says on every page that it is a draft. Raises NotFound, Refused for a message that is not
    written to be read on paper, and BadInput for a character that a PDF cannot be set with.
    """
    with desk.record.begin() as tx:
        message = tx.message(message_id)
        channel = message.brief.channel
        if channel not in ON_PAPER:
            raise Refused(
                "letter_not_on_paper",
                f"{message_id} goes by {channel.value}; only mails and letters can be had as a file.",
                message=message_id,
                channel=channel,
            )
        letter = Letter(message=message, creditor=tx.creditor())
        content = desk.letters.render(letter, form)
        digest = hashlib.sha256(content).hexdigest()
        body = {"form": form, "digest": digest, "content": message.content_hash, "draft": letter.is_draft}
        tx.audit(actor, "letter_made", message.id, version=message.version, body=body)
        store(content)
    return content


def files_of(desk: Desk, tx: Transaction, message: Message) -> Mapping[str, bytes]:
    """What leaves beside the text of a released message, by ending: the letter, in every form that it can be had in."""
    if message.brief.channel is not Channel.LETTER:
        return {}
    letter, files = Letter(message=message, creditor=tx.creditor()), {}
    for form in LetterForm:
        try:
            files[form.value] = desk.letters.render(letter, form)
        except BadInput:  # a rare character keeps the PDF from being made, not the letter from leaving
            continue
    return files
