"""Makes a letter's files; what one form needs is loaded for that form alone."""

from assistant.adapters.letter_content import content_of
from assistant.domain.letter import Letter, LetterForm


class LetterFiles:
    """Letters as DOCX and PDF."""

    def render(self, letter: Letter, form: LetterForm) -> bytes:
        """The whole file; the same letter always gives the same bytes.

        Raises BadInput for a character that a PDF cannot be set with.
        """
        content = content_of(letter)
        if form is LetterForm.PDF:
            from assistant.adapters.letter_pdf import pdf_of

            return pdf_of(content)
        from assistant.adapters.letter_docx import docx_of

        return docx_of(content)
