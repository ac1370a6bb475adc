"""What the machine refused (a full disk, a read-only file), in words for whoever runs the program. Imports
nothing: `night` speaks with these words too, without waiting for the crawler."""

REMEDY = "Check the path, permissions and free space."


def sentence(error: OSError) -> str:
    """What happened, where if it is known, and what to do."""
    where = f" ({error.filename})" if error.filename is not None else ""
    return f"{error.strerror or error}{where}. {REMEDY}"
