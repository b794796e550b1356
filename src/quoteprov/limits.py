"""
Sizes beyond which input is refused or cut, in one place.

Reaching a limit is always said: as an error for a file that is not read, as finding QP903 for a
text that is read in part. The numbers come from measured worst cases of the dependencies
(spaCy's tokenizer is quadratic in runs without white space and refuses 1,000,000 characters).
"""

FILE_BYTES = 20_000_000
"""Largest text file or web page, and longest line of a ``.jsonl`` file, that is read, in bytes."""

ATTRIBUTES = 1_000
"""Most attributes of one element of a web page that is read; libxml2 takes quadratic time over
them, and trafilatura more (100,000: 250 CPU seconds)."""

ARTICLE_CHARACTERS = 1_000_000
"""Longest article that is analysed, in code points; the rest is cut off with QP903."""

UNBROKEN_RUN = 1_000
"""Longest run without white space that reaches spaCy's tokenizer whole, in code points.
A run of 20,000 brackets took its tokenizer 27 CPU seconds."""

QUOTATION_CHARACTERS = 5_000
"""Longest quotation that is aligned word by word, in code points; longer ones are only sought
verbatim, and QP903 says so."""

QUOTATIONS = 2_000
"""Most quotations of one article that are checked; the rest is dropped with QP903."""

PARAGRAPH_MARKS = 2_000
"""Most quotation marks of one paragraph that are weighed against one another; beyond it they are
paired in order of appearance."""

WEIGHED_MARKS = 12_000
"""Most quotation marks of one text that are weighed; beyond it, each is paired with the next.
Paragraphs that need no weighing do not count."""

MARKS = 40_000
"""Most quotation marks of one text that are paired at all, where a line counts as one more; prose
of 1,000,000 characters has 20,000. What follows is not searched, with QP903."""

SENTENCE_CUES = 500
"""Most cue words (said, according to) of one sentence that are read, with QP903; the longest
sentence of a newspaper has a dozen, but a text without full stops is one sentence."""

ARTICLE_SECONDS = 30.0
"""Longest time an article may take in a worker process, in seconds by the clock; then the process
is killed and QP903 says so. An article of 880,000 characters took 6 CPU seconds."""

START_SECONDS = 300.0
"""Longest time a worker process may take until it is ready, in seconds by the clock."""

WINDOW = 4
"""Most articles that are read ahead for each worker process, with those that wait for the one
before them."""

PLACES = 20_000
"""Most places of a run of words that are looked at, in the order of the statements; "the" stands
250,000 times in 19,000 statements. A word or phrase that stands more often is nobody's by itself,
and may then be missed where other quotations chose a statement."""

FEED_ENTRIES = 5_000
"""Most entries of a feed that is read."""

FEED_ELEMENTS = 500_000
"""Most elements of a feed that is read; feedparser took 47 CPU seconds over 4,000,000."""

WARC_HEADER_BYTES = 1_000_000
"""Most bytes that the headers of one record of a web archive may have."""

WARC_EXPANSION = 100
"""How many times its size a packed web archive may unpack to; a page is packed five to ten times
smaller, and zeros a thousand times."""

WARC_LEAST_BYTES = 100_000_000
"""What any web archive may unpack to, in bytes, however small it is."""

PACKED_FILE_BYTES = 100_000_000
"""Largest ``.docx`` or ``.pdf`` that is read, in bytes; most of them are pictures."""

DOCX_PARTS = 5_000
"""Most parts of a Word file that is read."""

DOCX_XML_BYTES = 20_000_000
"""Most bytes that the XML parts of a Word file may unpack to; a page of text has 5,000."""

DOCX_TAGS = 300_000
"""Most tags of a Word file that is read; mammoth took 37 CPU seconds over 900,000. A book has
100,000 to 200,000."""

PDF_PAGES = 1_000
"""Most pages of a PDF that is read."""

PDF_CHARACTERS = 5_000_000
"""Most characters of a PDF that is read; a page has 3,000."""

PDF_MEMORY_BYTES = 2_000_000_000
"""Most memory that the process which reads a PDF may take, in bytes; a file of 98 kB took 8 GB."""

PDF_SECONDS = 60.0
"""Longest time that the reading of a PDF may take, in seconds by the clock; 1,000 pages take 5."""
