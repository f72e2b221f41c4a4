"""The closed set of meanings: each operator turns what a rule captured into a reading at its place in a text.

Rules name these functions; adding a meaning is adding a function to one of the modules. An operator gets the form's
arguments by name and the context, and raises `UnanchoredError` where it would have to guess what to count from,
`DateRangeError` where the text names a day that does not exist. After the operators of Bethard, "A synchronous context
free grammar for time normalization" (EMNLP 2013), and the values of TIMEX3 (TimeML 1.2.1).
"""

from timeline.operators import calendar, counting, feasts, lengths, weekdays
from timeline.operators.reading import OPERATORS, read

__all__ = ["OPERATORS", "calendar", "counting", "feasts", "lengths", "read", "weekdays"]
