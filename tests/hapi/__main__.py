"""`python -m tests.hapi [--port 8080] [--release R4]`: a HAPI FHIR server to try things on, until Ctrl-C."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from contextlib import suppress

from tests.hapi.build import BuildFailed, Missing
from tests.hapi.harness import StartFailed, running


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.hapi", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="default: one that the system chooses")
    parser.add_argument("--release", choices=["R4", "R5"], default="R4")
    options = parser.parse_args()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)
    print("starting (the first time fetches 350 MB of jars, a minute or two)", file=sys.stderr)
    try:
        _serve(options.release, options.port)
    except KeyboardInterrupt:
        return 0
    except (Missing, BuildFailed, StartFailed) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _serve(release: str, port: int) -> None:
    with running(release, port=port) as server:
        print(server.url, flush=True)
        print(f"log: {server.log}\nCtrl-C ends it", file=sys.stderr)
        # Ctrl-C is the only way out, and the last thing that the log is for
        with suppress(KeyboardInterrupt):
            threading.Event().wait()
    server.forget()


if __name__ == "__main__":
    sys.exit(main())
