"""A setting that cannot be used is one clear sentence."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from config import FileStore, Scanner, SettingError, load_settings

ROOT = Path(__file__).resolve().parents[1]
GOOD = {
    "SECRET_KEY": "s" * 40,
    "PUBLIC_URL": "https://bootcamp.example.org",
    "ENVIRONMENT": "production",
}


def load(tmp_path, **environ):
    return load_settings({"INSTANCE_PATH": str(tmp_path / "instance"), **environ})


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"ENVIRONMENT": "staging"}, "ENVIRONMENT is “staging”"),
        ({"DATABASE_URL": "mysql://x"}, "DATABASE_URL must begin with"),
        ({"PUBLIC_URL": "bootcamp.example.org"}, "PUBLIC_URL must be the address"),
        ({"PUBLIC_URL": "http://bootcamp.example.org"}, "must begin with https://"),
        ({"SECRET_KEY": ""}, "SECRET_KEY must be set"),
        ({"SECRET_KEY": "short"}, "at least 32 characters"),
        ({"MAIL_URL": "imap://x"}, "MAIL_URL must look like"),
        ({"MAIL_URL": "smtp://x:nonsense"}, "MAIL_URL has a port"),
        ({"MAIL_FROM": "nobody"}, "MAIL_FROM must be a mail address"),
        ({"FILES_URL": "ftp://x/y"}, "FILES_URL must look like"),
        ({"FILES_URL": "file:"}, "FILES_URL must look like"),
        ({"FILES_URL": "s3://"}, "FILES_URL must look like"),
        ({"FILES_URL": "s3://key:secret@bucket/x"}, "FILES_URL must look like"),
        ({"FILES_URL": "s3://[bucket"}, "FILES_URL must look like"),
        ({"CLAMD_URL": "localhost"}, "CLAMD_URL must look like"),
        ({"CLAMD_URL": "tcp://localhost"}, "CLAMD_URL must look like"),
        ({"CLAMD_URL": "tcp://localhost:many"}, "CLAMD_URL must look like"),
        ({"CLAMD_URL": "tcp://[localhost:1"}, "CLAMD_URL must look like"),
        ({"QUEUE_URL": "amqp://x"}, "QUEUE_URL must be sqlite:"),
        ({"QUEUE_URL": "redis://"}, "QUEUE_URL must be sqlite:"),
        ({"QUEUE_URL": "redis://host:many/0"}, "QUEUE_URL must be sqlite:"),
        ({"QUEUE_URL": "redis://host/first"}, "QUEUE_URL must be sqlite:"),
        ({"QUEUE_URL": "postgresql://host"}, "QUEUE_URL must be sqlite:"),
        ({"TRUSTED_PROXIES": "many"}, "TRUSTED_PROXIES is “many”"),
        ({"FLASK_DEBUG": "1"}, "Debug must be off"),
        ({"PRETEND_NOW": "2027-06-10T10:20"}, "PRETEND_NOW is for trying"),
        ({"PRETEND_NOW": "soon"}, "PRETEND_NOW is “soon”"),
    ],
)
def test_refused_with_a_sentence(tmp_path, changes, sentence):
    with pytest.raises(SettingError, match=sentence):
        load(tmp_path, **(GOOD | changes))


@pytest.mark.parametrize(
    "url",
    [
        "sqlite:queue.sqlite3",
        "redis://localhost",
        "redis://:secret@queue.example.org:6379/0",
        "rediss://u:p@queue.example.org:6380/2?ssl_cert_reqs=required",
        "postgresql://u:p@db.example.org:5432/bootcamp?sslmode=require",
        "postgresql:///bootcamp?host=/run/postgresql",
    ],
)
def test_queues(tmp_path, url):
    assert load(tmp_path, **GOOD, QUEUE_URL=url).queue_url == url


def test_good_ones_are_taken(tmp_path):
    settings = load(tmp_path, **GOOD, MAIL_URL="smtp://u:p%40ss@mail.example.org:587?tls=starttls")
    assert settings.mail.password == "p@ss"
    assert settings.mail.tls == "starttls"
    assert "p@ss" not in repr(settings) and "s" * 40 not in repr(settings)
    assert not any("p%40ss" in shown for shown, _ in settings.sources.values())


def test_where_files_lie_and_who_scans_them(tmp_path):
    settings = load(tmp_path)
    assert settings.files == FileStore(folder=tmp_path / "instance" / "uploads")
    assert settings.scanner is None
    settings = load(tmp_path, FILES_URL="s3://lib-files/2027/slides/", CLAMD_URL="tcp://clam:3310")
    assert settings.files == FileStore(bucket="lib-files", prefix="2027/slides")
    assert settings.scanner == Scanner(host="clam", port=3310)
    for url in ("unix:/run/clamd.sock", "unix:///run/clamd.sock"):
        assert load(tmp_path, CLAMD_URL=url).scanner == Scanner(socket=Path("/run/clamd.sock"))


def test_the_file_in_the_instance_folder_counts_after_the_environment(tmp_path):
    (tmp_path / "instance").mkdir()
    (tmp_path / "instance" / "config.py").write_text(
        'TRUSTED_PROXIES = 1\nMAIL_FROM = "a@example.org"\n'
    )
    settings = load(tmp_path, MAIL_FROM="b@example.org")
    assert (settings.trusted_proxies, settings.mail_from) == (1, "b@example.org")
    assert settings.sources["TRUSTED_PROXIES"] == ("1", "instance/config.py")


def test_in_development_the_secret_is_made_once_and_kept(tmp_path):
    assert load(tmp_path).secret_key == load(tmp_path).secret_key
    assert len(load(tmp_path).secret_key) >= 32


def test_web_and_worker_that_start_at_once_have_one_secret(tmp_path):
    program = (
        "import sys; sys.stdin.read(); from config import load_settings as l; print(l().secret_key)"
    )
    env = {name: value for name, value in os.environ.items() if name != "SECRET_KEY"}
    starts = [
        subprocess.Popen(
            [sys.executable, "-c", program],
            cwd=ROOT,
            env={**env, "INSTANCE_PATH": str(tmp_path / "instance")},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(4)
    ]
    for one in starts:
        one.stdin.close()  # now they go on, all at once
    secrets = {one.stdout.read() for one in starts}
    assert [one.wait(timeout=30) for one in starts] == [0] * 4
    assert len(secrets) == 1
    left = [path.name for path in (tmp_path / "instance").iterdir()]
    assert left == ["secret_key"], "no draft is left"


def flask_config(tmp_path, **environ):
    env = {**os.environ, "INSTANCE_PATH": str(tmp_path), **environ}
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "config"]
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)


def test_the_command_shows_each_setting_but_no_secret(tmp_path):
    run = flask_config(
        tmp_path,
        SECRET_KEY="hush" * 10,
        MAIL_URL="smtp://user:hush@mail.example.org",
        DATABASE_URL="postgresql://user:hush@db.example.org/bootcamp",
    )
    assert run.returncode == 0, run.stderr
    assert "hush" not in run.stdout + run.stderr
    assert "postgresql://user:(hidden)@db.example.org/bootcamp  [environment]" in run.stdout
    assert "TRUSTED_PROXIES" in run.stdout and "[default]" in run.stdout


def test_no_traceback_at_the_start(tmp_path):
    run = flask_config(tmp_path, ENVIRONMENT="nonsense")
    assert run.returncode != 0
    assert "Setting refused: ENVIRONMENT is “nonsense”" in run.stderr
    assert "Traceback" not in run.stderr
