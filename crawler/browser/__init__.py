"""The browser: pages rendered as a visitor sees them, measured from an isolated world."""
