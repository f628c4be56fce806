"""A folder and an S3 bucket do the same; a full disk leaves nothing behind."""

import errno
import os
import time
from datetime import timedelta

import boto3
import pytest
from moto.server import ThreadedMotoServer
from s3fs import S3FileSystem

from app.kernel.storage import NoSuchObject, Storage, StorageAway, StorageFull, new_key
from config import FileStore

BUCKET = "bootcamp-files"


@pytest.fixture(scope="module")
def s3_server():
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    keys = {"aws_access_key_id": "test", "aws_secret_access_key": "test"}
    client = boto3.client("s3", "us-east-1", endpoint_url=f"http://{host}:{port}", **keys)
    client.create_bucket(Bucket=BUCKET)
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture(params=["file", "s3"])
def store(request, tmp_path, monkeypatch):
    if request.param == "file":
        return Storage(FileStore(folder=tmp_path / "uploads"))
    at_s3(monkeypatch, request.getfixturevalue("s3_server"))
    return Storage(FileStore(bucket=BUCKET, prefix=f"site-{time.monotonic_ns()}"))


def at_s3(monkeypatch, url):
    """What the environment says is read by the library once a process."""
    S3FileSystem.clear_instance_cache()
    monkeypatch.setenv("AWS_ENDPOINT_URL", url)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")


def test_what_is_written_is_read_whole_or_in_part_and_deleted(store):
    key = new_key()
    assert store.write(key, iter([b"slides", b" and ", b"handouts"])) == 19
    assert store.size(key) == 19
    assert b"".join(store.chunks(key)) == b"slides and handouts"
    assert b"".join(store.chunks(key, start=7, length=3)) == b"and"
    with store.reading(key) as file:
        file.seek(-8, os.SEEK_END)
        assert file.read() == b"handouts"
    store.delete(key)
    store.delete(key)
    for ask in (store.size, lambda key: list(store.chunks(key))):
        with pytest.raises(NoSuchObject):
            ask(key)


def test_a_large_object_goes_in_parts(store):
    block = os.urandom(1024 * 1024)
    assert store.write("ab/large", iter([block] * 12)) == 12 * len(block)
    assert b"".join(store.chunks("ab/large", start=11 * len(block))) == block


def test_old_objects_are_found_by_their_age(store):
    assert store.older_than(timedelta(0)) == []
    store.write("ab/abcd", iter([b"x"]))
    store.write("ab/abcd.1.png", iter([b"x"]))
    assert store.older_than(timedelta(hours=1)) == []
    assert sorted(store.older_than(timedelta(seconds=-60))) == ["ab/abcd", "ab/abcd.1.png"]


def test_what_fails_half_way_leaves_nothing(store):
    def breaks():
        yield b"x" * 7_000_000
        raise KeyError("the reader's own trouble")

    with pytest.raises(KeyError):
        store.write("ab/half", breaks())
    with pytest.raises(NoSuchObject):
        store.size("ab/half")
    assert store.older_than(timedelta(seconds=-60)) == []


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_disk_that_fills_up_while_writing_leaves_nothing(tmp_path, monkeypatch, number):
    store = Storage(FileStore(folder=tmp_path))
    monkeypatch.setattr(os, "fsync", lambda _fd: (_ for _ in ()).throw(OSError(number, "full")))
    with pytest.raises(StorageFull):
        store.write("ab/abcd", iter([b"x"]))
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_store_that_cannot_be_reached_is_said(tmp_path, monkeypatch):
    file = tmp_path / "not-a-folder"
    file.write_text("")
    with pytest.raises(StorageAway):
        Storage(FileStore(folder=file)).write("ab/abcd", iter([b"x"]))
    at_s3(monkeypatch, "http://127.0.0.1:9")
    with pytest.raises(StorageAway):
        Storage(FileStore(bucket=BUCKET, prefix="x")).size("ab/abcd")


def test_keys_cannot_be_guessed_and_spread_over_folders():
    keys = {new_key() for _ in range(1000)}
    assert len(keys) == 1000 and len({key.split("/")[0] for key in keys}) > 200
