"""Pure functions on ``str``: folding with offsets, words, sentences, zones, lemmas, aliases."""
