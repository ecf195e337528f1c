"""`python -m okrlang`."""

import sys

from okrlang.cli import main

sys.exit(main())
