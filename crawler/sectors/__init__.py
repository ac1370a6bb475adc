"""The weekly crawl of sector pages: plain HTTP, no browser, a page budget of its own."""
