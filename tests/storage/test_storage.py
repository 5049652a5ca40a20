"""Where files are put: a folder, and a server that checks each signature as an S3-compatible one does."""

import hashlib
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from storage import StorageChoice, open_store, s3
from storage.presenting import shown
from storage.refusal import StorageRefused
from storage.signature import NOTHING, Signer, authorization, escaped, presigned
from tests.storage.bucket import ACCESS, SECRET, Server

CONTENT = b"a picture"
DIGEST = hashlib.sha256(CONTENT).hexdigest()


@pytest.mark.parametrize(
    ("method", "path", "headers", "signature"),
    [
        (
            "GET",
            "/test.txt",
            {"range": "bytes=0-9", "x-amz-content-sha256": NOTHING},
            "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
        ),
        (
            "PUT",
            "/test%24file.text",
            {
                "date": "Fri, 24 May 2013 00:00:00 GMT",
                "x-amz-content-sha256": "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072",
                "x-amz-storage-class": "REDUCED_REDUNDANCY",
            },
            "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd",
        ),
    ],
)
def test_signatures_are_those_of_the_published_examples(
    method: str, path: str, headers: dict[str, str], signature: str
) -> None:
    """From "Examples: Signature Calculations" in the Amazon S3 API reference."""
    given = {"host": "examplebucket.s3.amazonaws.com", "x-amz-date": "20130524T000000Z"} | headers
    found = authorization(
        method, path, given, datetime(2013, 5, 24, tzinfo=UTC), Signer("us-east-1", ACCESS, SECRET)
    )
    assert found == (
        f"AWS4-HMAC-SHA256 Credential={ACCESS}/20130524/us-east-1/s3/aws4_request,"
        f"SignedHeaders={';'.join(sorted(given))},Signature={signature}"
    )


def test_the_signature_of_an_address_is_that_of_the_published_example() -> None:
    """From "Authenticating Requests: Using Query Parameters" in the Amazon S3 API reference."""
    query = presigned(
        "/test.txt",
        "examplebucket.s3.amazonaws.com",
        {"X-Amz-Expires": "86400"},
        datetime(2013, 5, 24, tzinfo=UTC),
        Signer("us-east-1", ACCESS, SECRET),
    )
    assert query.endswith("&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404")


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(s3, "PAUSE", 0.0)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "source.png"
    path.write_bytes(CONTENT)
    return path


Open = Callable[..., s3.Bucket]


@pytest.fixture
def bucket() -> Iterator[Open]:
    """Opens a bucket of a server, with other settings where they are given."""
    opened: list[s3.Bucket] = []

    def opener(server: Server, **changes: str) -> s3.Bucket:
        usual = {"place": "s3://course-files/media", "endpoint": server.endpoint, "region": "eu-north-1"}
        keys = {"access_key": ACCESS, "secret_key": SECRET}
        store = open_store(StorageChoice(**(usual | keys | changes)))
        assert isinstance(store, s3.Bucket)
        opened.append(store)
        return store

    yield opener
    for store in opened:
        store.close()


def test_a_bucket_keeps_what_is_put_there(bucket_server: Server, bucket: Open, source: Path) -> None:
    store = bucket(bucket_server)
    key = "t1/scorm/a b/ü+%41$&'()*.png"
    assert store.uri(key) == f"s3://course-files/media/{key}"
    assert not store.holds(key, len(CONTENT))
    store.put(key, source, len(CONTENT), DIGEST)
    assert bucket_server.files == {f"/course-files/media/{key}": CONTENT}
    assert store.holds(key, len(CONTENT))
    assert not store.holds(key, len(CONTENT) + 1), "another size is another file"
    path = escaped(f"/course-files/media/{key}")
    assert bucket_server.seen == [f"{method} {path}" for method in ("HEAD", "PUT", "HEAD", "HEAD")]


def test_the_address_of_a_file_in_a_bucket_opens_it_until_it_expires(
    bucket_server: Server, bucket: Open, source: Path
) -> None:
    store = bucket(bucket_server)
    key = "t1/scorm/a b/ü+%41$&'()*.png"
    store.put(key, source, len(CONTENT), DIGEST)
    now = int(time.time())
    address = store.address(key, shown("ü b.html", "text/html"), now, 60)
    with urllib.request.urlopen(address) as answer:
        assert answer.read() == CONTENT
        assert answer.headers["content-type"] == "application/octet-stream"
        assert answer.headers["content-disposition"] == (
            "attachment; filename=\"_ b.html\"; filename*=UTF-8''%C3%BC%20b.html"
        )
    for refused in (
        address.replace("a%20b", "a%20c"),
        address.replace("attachment", "inline"),
        address.replace("X-Amz-Expires=60", "X-Amz-Expires=61"),
        store.address(key, shown("a.png", "image/png"), now - 61, 60),
        bucket(bucket_server, secret_key="other").address(key, shown("a.png", "image/png"), now, 60),
    ):
        with pytest.raises(urllib.error.HTTPError, match="403"):
            urllib.request.urlopen(refused)


def test_a_store_knows_which_addresses_are_its_own(
    bucket_server: Server, bucket: Open, tmp_path: Path
) -> None:
    store = bucket(bucket_server)
    assert store.key_of(store.uri("t1/a")) == "t1/a"
    assert store.key_of("s3://course-files/mediaeval/t1/a") is None
    assert store.key_of("s3://other/media/t1/a") is None
    assert store.key_of("t1/a") is None
    folder = open_store(StorageChoice(str(tmp_path)))
    assert folder.key_of("t1/a") == "t1/a"
    assert folder.key_of("s3://course-files/media/t1/a") is None


def test_an_empty_file_is_put(bucket_server: Server, bucket: Open, tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    bucket(bucket_server, place="s3://course-files").put("t1/empty", tmp_path / "empty", 0, NOTHING)
    assert bucket_server.files == {"/course-files/t1/empty": b""}


def test_a_wrong_key_is_refused(bucket_server: Server, bucket: Open, source: Path) -> None:
    store = bucket(bucket_server, secret_key="wrong")
    with pytest.raises(StorageRefused) as refusal:
        store.put("k", source, len(CONTENT), DIGEST)
    assert str(refusal.value) == (
        "storage: s3://course-files/media/k: the server answered 403 SignatureDoesNotMatch; "
        "check the keys, their rights and the region"
    )
    with pytest.raises(
        StorageRefused, match=r"k: the server answered 403; check the keys, their rights and the region"
    ):
        store.holds("k", 1)
    assert bucket_server.files == {}


def test_a_file_that_changed_on_the_way_is_refused(bucket_server: Server, bucket: Open, source: Path) -> None:
    with pytest.raises(StorageRefused, match="400 XAmzContentSHA256Mismatch; try again"):
        bucket(bucket_server).put("k", source, len(CONTENT), NOTHING)


def test_a_busy_server_is_asked_again(bucket_server: Server, bucket: Open, source: Path) -> None:
    bucket_server.busy = 2
    bucket(bucket_server).put("k", source, len(CONTENT), DIGEST)
    assert bucket_server.seen == ["PUT /course-files/media/k"] * 3
    assert bucket_server.files == {"/course-files/media/k": CONTENT}


def test_a_server_that_stays_busy_is_given_up(bucket_server: Server, bucket: Open, source: Path) -> None:
    bucket_server.busy = 9
    with pytest.raises(StorageRefused, match="the server answered 503; try again"):
        bucket(bucket_server).put("k", source, len(CONTENT), DIGEST)
    assert len(bucket_server.seen) == 3


def test_a_server_that_is_not_there_is_named(bucket: Open, source: Path) -> None:
    with Server() as closed:
        store = bucket(closed)
        port = closed.server_port
    with pytest.raises(StorageRefused) as refusal:
        store.put("k", source, len(CONTENT), DIGEST)
    assert str(refusal.value) == (
        f"storage: 127.0.0.1:{port}: the server can't be reached; LYCEUM_STORAGE_ENDPOINT says which it is"
    )


def test_a_bucket_without_keys_is_refused() -> None:
    with pytest.raises(StorageRefused) as refusal:
        open_store(StorageChoice("s3://course-files"))
    assert str(refusal.value) == (
        "storage: s3://course-files: a bucket needs keys: set LYCEUM_STORAGE_ACCESS_KEY and "
        "LYCEUM_STORAGE_SECRET_KEY"
    )


def test_a_folder_keeps_what_is_put_there(tmp_path: Path, source: Path) -> None:
    store = open_store(StorageChoice(str(tmp_path / "files")))
    key = "t1/scorm/a b/ü.png"
    assert store.uri(key) == key
    assert not store.holds(key, len(CONTENT))
    store.put(key, source, len(CONTENT), DIGEST)
    assert store.holds(key, len(CONTENT))
    assert not store.holds(key, 1)
    files = [file for file in (tmp_path / "files").rglob("*") if file.is_file()]
    assert [(str(file.relative_to(tmp_path / "files")), file.read_bytes()) for file in files] == [
        (key, CONTENT)
    ]


def test_a_folder_that_can_not_be_written_is_refused(tmp_path: Path, source: Path) -> None:
    (tmp_path / "files").write_text("no folder")
    store = open_store(StorageChoice(str(tmp_path / "files")))
    with pytest.raises(StorageRefused) as refusal:
        store.put("t1/a", source, len(CONTENT), DIGEST)
    assert str(refusal.value) == (
        "storage: t1/a: can't be written: Not a directory; LYCEUM_STORAGE names the folder"
    )
