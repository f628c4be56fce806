"""A setting that cannot be used is one clear sentence."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from config import SettingError, load_settings

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
        ({"QUEUE_URL": "amqp://x"}, "QUEUE_URL must begin with"),
        ({"TRUSTED_PROXIES": "many"}, "TRUSTED_PROXIES is “many”"),
        ({"FLASK_DEBUG": "1"}, "Debug must be off"),
        ({"PRETEND_NOW": "2027-06-10T10:20"}, "PRETEND_NOW is for trying"),
        ({"PRETEND_NOW": "soon"}, "PRETEND_NOW is “soon”"),
    ],
)
def test_refused_with_a_sentence(tmp_path, changes, sentence):
    with pytest.raises(SettingError, match=sentence):
        load(tmp_path, **(GOOD | changes))


def test_good_ones_are_taken(tmp_path):
    settings = load(tmp_path, **GOOD, MAIL_URL="smtp://u:p%40ss@mail.example.org:587?tls=starttls")
    assert settings.mail.password == "p@ss"
    assert settings.mail.tls == "starttls"
    assert "p@ss" not in repr(settings) and "s" * 40 not in repr(settings)
    assert not any("p%40ss" in shown for shown, _ in settings.sources.values())


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


def test_no_traceback_at_the_start(tmp_path):
    env = {**os.environ, "INSTANCE_PATH": str(tmp_path), "ENVIRONMENT": "nonsense"}
    command = [sys.executable, "-c", "import wsgi"]
    run = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert run.returncode == 1
    assert run.stderr.startswith("Setting refused: ENVIRONMENT is “nonsense”")
    assert "Traceback" not in run.stderr
