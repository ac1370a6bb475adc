"""What the kinds of HTML elements mean for lines of text."""

BLOCKS = frozenset(
    [
        *("address", "article", "aside", "blockquote", "body", "br", "button", "caption", "center", "dd"),
        *("details", "dialog", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "legend", "li", "main"),
        *("menu", "nav", "ol", "p", "pre", "search", "section", "summary", "table", "tbody", "tfoot"),
        *("thead", "tr", "ul"),
    ]
)
"""A line ends where one of these begins or ends."""
HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
BOLD = frozenset({"strong", "b", "th", "dt"})
ITEMS = frozenset({"li", "dt", "summary"})
LISTS = frozenset({"ul", "ol"})
LINKS = frozenset({"a", "area", "button"})
PLAIN = frozenset(
    ["a", "img", "span", "li", "br", "b", "strong", "em", "i", "tbody", "small", "sup", "sub", "label"]
)
TELLING = frozenset({"hidden", "aria-hidden", "role", "style", "aria-expanded"})
"""Most elements are of a plain kind without a telling attribute: they change nothing, and are let through
at once."""
