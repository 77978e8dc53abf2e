"""The letters to the senders: of all answers once, of a question at once, and of what was corrected afterwards."""

from consultation.domain.letters.asking import Standing, ask, reachable, sample, standing, without_letter, write
from consultation.domain.letters.telling import texts_of

__all__ = ["Standing", "ask", "reachable", "sample", "standing", "texts_of", "without_letter", "write"]
