"""What the archive holds can be shown again by a program that is not ours: pywb."""
