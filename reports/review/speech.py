"""One language of the app: its words, codes and templates, made once per process."""

from jinja2 import Environment

from reports.codebook import Codebook
from reports.language import Language
from reports.render import environment
from reports.review.vocabulary import Vocabulary
from reports.standings import LETTERS
from scoring.result import ASPECTS

LANGUAGES = ("sv", "en")


class Speech:
    def __init__(self, code: str) -> None:
        self.language = Language(code)
        self.words = Vocabulary(self.language)
        self.codebook = Codebook(self.language)
        self.env: Environment = environment(self.language, self.words)
        self.env.globals.update(code_text=self.codebook.text)

    def letter(self, aspect: str) -> str:
        """a–e; empty for what is no aspect."""
        return next((LETTERS[known] for known in ASPECTS if known == aspect), "")

    def reason(self, code: str) -> str:
        """A reason code in a sentence; the app's own kinds of reason too."""
        return self.words.kinds.get(code) or self.codebook.text(code).sentence or code
