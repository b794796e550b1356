"""
Day expressions of news: what their words are and what days they may mean.

A closed grammar; whatever it does not know it leaves alone. It is tables of rules (`written`,
`weekdays`, `relative`, `anaphora`, `composed`, `korean`), each with the words it opens with, their
pattern and their meaning; what a month or a weekday is stands once (`words`, `almanac`), and so
does how a text is read (`grammar`).
"""

from quoteprov.dates.expressions.almanac import day
from quoteprov.dates.expressions.grammar import expressions
from quoteprov.dates.expressions.leads import DAY, MONTH, resolve
from quoteprov.dates.expressions.senses import Expression, Grain, Interval


__all__ = [
    "DAY",
    "MONTH",
    "Expression",
    "Grain",
    "Interval",
    "day",
    "expressions",
    "resolve",
]
