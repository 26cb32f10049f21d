import sys

from meerzorg.cli import main

sys.exit(main())
