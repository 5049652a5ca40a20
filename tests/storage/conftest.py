"""What the tests of storage share."""

import threading
from collections.abc import Iterator

import pytest

from tests.storage.bucket import Server


@pytest.fixture
def bucket_server() -> Iterator[Server]:
    """An S3-compatible server on this machine."""
    with Server() as found:
        thread = threading.Thread(target=found.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield found
        found.shutdown()
        thread.join()
