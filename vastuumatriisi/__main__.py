"""``python -m vastuumatriisi``: the same command as ``vastuumatriisi``."""

import sys

from vastuumatriisi.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
