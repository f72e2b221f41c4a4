"""What a WSGI server and `flask --app wsgi` load."""

import sys

from api import create_app

# SQLite lets other threads go on while it answers; waiting for one's turn again takes up to 5 ms without this, which is
# longer than most answers take.
sys.setswitchinterval(0.0005)
app = create_app()
