"""How weekdays are written in folded text, as numbers from Monday, 0."""

from collections.abc import Mapping

HAN_WEEKDAY = "周|星期|礼拜"
WEEKDAYS: Mapping[str, int] = {
    **{
        name: n for n, name in enumerate(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])
    },
    **{name: n for n, name in enumerate(["mon", "tue", "wed", "thu", "fri", "sat", "sun"])},
    "tues": 1,
    "thur": 3,
    "thurs": 3,
    **{name: n for n, name in enumerate("一二三四五六日")},
    "天": 6,
}
