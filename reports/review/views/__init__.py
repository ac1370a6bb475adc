"""What each page does with a visit. Every view takes a `Visit` and returns an answer."""
