"""
Whether a changed wording still says the same, by typed comparison and never by a score.

A dropped "never" leaves 98 % of a sentence in place, so that similarity says nothing here. Who
denies what, how firmly, how much, who is named, who speaks, who does it to whom, what is a fact:
each is a small comparison with its own table. Each says why in one line with both words. What
cannot be compared one by one is ``unclear`` and says so.
"""

from quoteprov.align.meaning.compare import compare
from quoteprov.align.meaning.reasons import Judgement
from quoteprov.align.meaning.traced import meaning_of


__all__ = ["Judgement", "compare", "meaning_of"]
