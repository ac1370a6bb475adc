"""What a night must survive: killed processes, full and locked disks, signals, a clock that jumps."""
