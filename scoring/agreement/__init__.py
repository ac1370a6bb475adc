"""How far the machine agrees with human labels: the gold file, the comparison, the statistics."""
