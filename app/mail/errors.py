"""Refusals of organisers' own words, with the sentences they read."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from app.kernel.errors import Refusal


class WordsRefused(Refusal):
    """Words that no mail could be made of."""


class UnknownPlaceholder(WordsRefused):
    def __init__(self, name: str) -> None:
        super().__init__(
            gettext(
                "This mail knows no placeholder {%(name)s}. Use one of those on the list.",
                name=name,
            )
        )


class StrayBrace(WordsRefused):
    def __init__(self, near: str) -> None:
        super().__init__(
            gettext(
                "The curly bracket in “%(near)s” belongs to no placeholder. Write placeholders like "
                "{name}, and use no other curly brackets.",
                near=near,
            )
        )


class LeftOut(WordsRefused):
    def __init__(self, name: str) -> None:
        super().__init__(
            gettext("Keep {%(name)s} somewhere in the words: people must be told it.", name=name)
        )


class InsideLink(WordsRefused):
    def __init__(self, name: str) -> None:
        super().__init__(
            gettext(
                "Put a space between the link and {%(name)s}, so that the link works.", name=name
            )
        )


class WordsTooLong(WordsRefused):
    sentence = _("This is too long for a mail. Make it shorter.")


class WordsChanged(Refusal):
    sentence = _(
        "Somebody has saved other words for this mail since you opened the page. Both are below: "
        "take over what you need, and save again."
    )
