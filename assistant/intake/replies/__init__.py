"""What a customer's reply says, read from its own words: nothing rather than a guess.

`read_reply` takes any reply, `bargain.read_bargain` one at the table. On the way:

| step | where |
|---|---|
| the customer's own new words, without text for machines | `folding`, `own_words`, `injection` |
| sentences, with their days and sums | `sentences`, `heard`; `days`, `named_days`, `calendar`; `amounts` |
| patterns of `knowledge/replies`, and a trained model | `patterns`, `pattern_files`, `spelling`; `opinion` |
| why they pay late, what they contest, what else shows | `causes`, `dispute`, `signs` |
| a payment that they commit to | `promise`, `stated`, `whose_day`, `day_ranges` |
| what they ask for, and its figures | `proposal`, `kinds`; `plan` |
| what they mean once a proposal or an offer stands | `bargain`; `table` |
"""

from assistant.intake.replies.reading import read_reply

__all__ = ["read_reply"]
