"""What a website shows of its municipality's service beyond the five points: pure rules with evidence."""

from scoring.measures.definitions import Definition, definitions
from scoring.measures.measure import measure
from scoring.result import Measured, Measures

__all__ = ["Definition", "Measured", "Measures", "definitions", "measure"]
