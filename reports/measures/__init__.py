"""What the pages about measures beyond the five points are made from: shares, shades, figures over time."""
