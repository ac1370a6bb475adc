"""Page reading, status recognition and judging under coverage-guided fuzzing: `python -m tests.fuzz`."""
