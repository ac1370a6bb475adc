"""Reports show: the HTML site, exports and the review app. They never compute a verdict."""
