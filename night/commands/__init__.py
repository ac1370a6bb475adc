"""The commands, one module per errand: what may be asked, whom it calls, what is printed.

Like the front door itself they import rooms only inside functions: `--help` must not wait for a browser.
"""
