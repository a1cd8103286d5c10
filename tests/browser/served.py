"""The app on a free port, as `streamlit run app.py` starts it."""

import contextlib
import http.client
import socket
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]


@contextlib.contextmanager
def served(log, *options, **how):
    """The app as `started` starts it; gives its address."""
    with started(log, *options, **how) as (base, _):
        yield base


@contextlib.contextmanager
def started(log, *options, streamlit=("-m", "streamlit"), checkout=ROOT):
    """The app as `streamlit run app.py` on a free port, with its output in the file `log`: (address, process id).

    streamlit  what Python runs as Streamlit
    checkout   the folder of the app: this one, or another commit's
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    where = ["--server.address", "127.0.0.1", "--server.port", str(port), "--server.headless", "true"]
    frank = ["--client.showErrorDetails", "full"]  # so that a failed test says what went wrong
    command = [sys.executable, *streamlit, "run", "app.py", *where, *frank, *options]
    with open(log, "w") as output:
        server = subprocess.Popen(command, cwd=checkout, stdin=subprocess.DEVNULL, stdout=output, stderr=output)
    try:
        deadline = time.monotonic() + 60
        while not healthy(port):
            if server.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"the app did not start:\n{Path(log).read_text()}")
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}", server.pid
    finally:
        server.terminate()
        server.wait(timeout=10)


def healthy(port):
    try:  # http.client, unlike urllib, asks no proxy
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=1)
        connection.request("GET", "/_stcore/health")
        return connection.getresponse().status == 200
    except OSError:
        return False
