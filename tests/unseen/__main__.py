"""Serve the sites until interrupted."""

import tempfile
from pathlib import Path

from tests.unseen.serving import served, write_registry

if __name__ == "__main__":
    with served() as name_map, tempfile.TemporaryDirectory() as folder:
        print(f"VAGVISAREN_NAME_MAP='{name_map}' VAGVISAREN_PAGE_DELAY=0")
        input(f"--registry {write_registry(Path(folder) / 'sites.csv')} --allow-private   (Enter ends)")
