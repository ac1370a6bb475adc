"""How much of one page is kept. The web is hostile: every list is bounded, and each bound has a reason."""

MAX_BODY = 8_000_000
"""Bytes that are parsed; the crawler refuses larger bodies, this is the second fence."""
MAX_ELEMENTS = 40_000
"""Elements walked: six times the largest municipal page seen (6,065), and about a second of Python at
worst."""
MAX_LINK_ELEMENTS = 200
"""Elements looked at inside one link of a menu. An unclosed tag may put a whole page into each of them:
without this bound, eight hundred links cost eight hundred pages."""
MAX_LINES = 6_000
"""Lines of text kept from the walk; more than all sections can hold."""
MAX_PIECE = 20_000
"""Characters taken from one text node."""
MAX_LINE = 4_000
"""Characters of one line: keeps every later pattern short."""
MAX_LABEL = 300
"""Characters of a link's or heading's text."""

MAX_SECTIONS_MAIN, MAX_SECTIONS_ELSEWHERE = 240, 60
"""Together 300. Footer and header may never be crowded out by a long main text, nor the other way round."""
MAX_TEXT_MAIN, MAX_TEXT_ELSEWHERE = 100_000, 20_000
"""Characters, together 120 kB: a 40-page document; beyond that it is an archive, not a contact page."""
MAX_ITEMS_MAIN, MAX_ITEMS_ELSEWHERE = 500, 100
"""Together 600 things named one by one."""
MAX_ITEM = 200
"""Characters of one item: a name, not a paragraph."""
MAX_HEADINGS = 200

MAX_CHANNELS = 120
"""A contact page lists some twenty; staff directories are cut here."""
MAX_HOURS = 80
"""Groups of opening hours; pages with every school's hours are cut here."""
MAX_INTERVALS = 70
"""Intervals of one group: seven days with a few pauses."""
MAX_LINKS_MAIN, MAX_LINKS_ELSEWHERE = 400, 200
"""Outside main only contact-like links are kept, so 200 is ample."""
MAX_BUTTONS, MAX_BUTTON = 60, 60
"""Buttons of one page and characters of one label: menus open by buttons too, a chat's stands among them."""
MAX_URL = 2_000
"""Characters of a URL; longer ones are trackers or traps."""
MAX_FORMS = 40
MAX_SCRIPTS = 120
MAX_SCRIPT_TEXT = 4_000
"""Characters of one inline script searched for a chat vendor's name."""
