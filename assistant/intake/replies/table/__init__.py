"""A customer's words at the table: what they mean once a proposal or an offer stands.

``meant`` corrects a reading step by step; each step has a room of its own.

| what is read | for example | where |
|---|---|---|
| a plain yes; two ways at once | "agreed"; "all by Friday or in three" | `yes`; `two_ways` |
| mockery; our day said after us | "12月4号？开玩笑吧" | `scoffing` |
| words that put off or repeat | "as I said", "busy until the 20th" | `stalling` |
| an invoice's number as a sum | "INV-901 by Friday" | `invoices_named`, `part_meant` |
| payments listed one by one | "50,000 on 20 March, the rest on 20 May" | `listed`, `equal`, `listing` |
| a first payment and equal ones behind | "£5k now, the rest in four" | `after_a_first` |
| how many, and how often | "seven then"; "every fortnight" | `counted`; `often`, `rhythm` |
| the rest alone | "the second payment on 20 June" | `rest_alone` |
| what came already | "we have paid 20,000, the rest by Friday" | `came` |
| less to pay; no late interest | "5% off or we walk"; "without the interest" | `discounts`; `waivers` |
| a day alone; a wish without one | "would 7 April do?"; "one week" | `day_alone`; `wishes` |
| how much later or sooner one payment comes | 首期能不能晚一周 | `shifts` |
| a day by which, and no later | "by the 30th"; 春节前 | `deadlines` |
| another day or sum for one payment | "but the last one on 15 February" | `changes` |
| what is all of the debt, and no part | of 120,000 "can we settle 120,000 on 31 May" | `whole` |
| another currency | "we can pay €5,000 now" of a debt in pounds | `currencies` |
| what nobody can mean | 400 instalments; 31 June | `odd_figures`; `odd_days` |
| what the words hardly say | a settlement that no word names | `guesses` |
"""
