"""What surveys and files say of municipalities: imported, shown apart, never added to what was crawled."""

from scoring.surveys.definitions import Imported, imported
from scoring.surveys.values import SurveyValue

__all__ = ["Imported", "SurveyValue", "imported"]
