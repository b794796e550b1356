"""
The errors quoteprov raises.

::

    QuoteprovError
    ├── InputError            a path or document cannot be read as text
    │   └── EmptyInputError   nothing readable was found where documents were asked for
    ├── CorpusError           a corpus cannot be built, or an index file is damaged
    ├── PolicyError           an unknown profile, rule or severity
    └── ModelError            a spaCy pipeline is not installed, or an encoder gives no vectors

Every message says what was asked, what was found and what to do.
Findings are data and never exceptions; only bad input and bad configuration raise.
"""


class QuoteprovError(Exception):
    """
    Base class: ``except QuoteprovError`` catches everything this package raises on purpose.
    """


class InputError(QuoteprovError):
    """
    A path is missing, or its content is not text in the encoding it claims.
    """


class EmptyInputError(InputError):
    """
    Documents were asked for and none was found: an empty file, or a folder with nothing readable.
    """


class CorpusError(QuoteprovError):
    """
    A corpus cannot be built from its statements, or an index file is damaged or too new.
    """


class PolicyError(QuoteprovError):
    """
    A profile, rule or severity is named that does not exist.
    """


class ModelError(QuoteprovError):
    """
    The spaCy pipeline that was asked for is not installed, or an encoder gives no vectors.
    """
