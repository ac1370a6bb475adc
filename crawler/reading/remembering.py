"""What a short text says is remembered: the pages of a site share their footers, its opening hours and its
contact details, and sites their words."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Concatenate, ParamSpec, TypeVar

More = ParamSpec("More")
Answer = TypeVar("Answer")


def short_texts(
    length: int, most: int
) -> Callable[[Callable[Concatenate[str, More], Answer]], Callable[Concatenate[str, More], Answer]]:
    """For a function of a text (and hashable more) whose answer nobody changes: at most `most` answers are
    kept, of texts of at most `length` characters."""

    def of(find: Callable[Concatenate[str, More], Answer]) -> Callable[Concatenate[str, More], Answer]:
        known = lru_cache(maxsize=most)(find)

        @wraps(find)
        def answer(text: str, /, *args: More.args, **kwargs: More.kwargs) -> Answer:
            return (known if len(text) <= length else find)(text, *args, **kwargs)  # type: ignore[arg-type]

        return answer

    return of
