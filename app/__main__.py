"""`python -m app` runs the command `lyceum`."""

import sys

from app.cli import main

sys.exit(main())
