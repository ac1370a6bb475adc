"""The weekly crawl of sector pages: plain HTTP, the browser where scripts make a page, budgets of its own."""
