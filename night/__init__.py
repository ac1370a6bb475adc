"""The night runs it all: the sequence of a run, what an operator touches. It judges and renders nothing."""
