"""Settings: read once from the environment or `instance/config.py`, checked, then frozen.

A bad value is one clear sentence (`SettingError`), never a traceback. Which settings exist, what they
mean and where each value came from is what `flask config` prints; `docs/settings.md` says the same.
"""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit
from zoneinfo import ZoneInfo

ROOT = Path(__file__).resolve().parent
SHORTEST_SECRET = 32
ENVIRONMENTS = ("development", "production")
_S3 = re.compile(r"s3://(?P<bucket>[a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?P<prefix>(/[\w.-]+)*)/?")
_QUEUE_SERVER = re.compile(
    r"rediss?://([^@/\s]*@)?[^:@/\s]+(:[0-9]{1,5})?(/[0-9]{0,3})?(\?\S*)?"
    r"|postgres(ql)?://([^@/\s]*@)?[^@/\s]*(:[0-9]{1,5})?/[^/?\s]+(\?\S*)?"
)
_TCP = re.compile(
    r"tcp://(?P<host>[a-z0-9.-]+|\[[0-9a-f:.]+\]):(?P<port>[0-9]{1,5})/?", re.IGNORECASE
)
_SELECTOR = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,60}[A-Za-z0-9])?")


class SettingError(Exception):
    """A setting that cannot be used, with the sentence that says what to do."""


@dataclass(frozen=True)
class MailServer:
    """Where mails go: a folder of `.eml` files, or an SMTP server."""

    folder: Path | None = None
    host: str = ""
    port: int = 25
    user: str = ""
    password: str = field(default="", repr=False)
    tls: str = "none"  # none | starttls | tls


@dataclass(frozen=True)
class FileStore:
    """Where uploaded files lie: in a folder, or below a prefix of an S3 bucket (its keys and its
    address come from the AWS_... environment variables)."""

    folder: Path | None = None
    bucket: str = ""
    prefix: str = ""


@dataclass(frozen=True)
class Scanner:
    """A clamd that looks for viruses: at a host and port, or at a Unix socket."""

    host: str = ""
    port: int = 0
    socket: Path | None = None


@dataclass(frozen=True)
class Settings:
    environment: str
    instance_path: Path
    database_url: str
    public_url: str
    secret_key: str = field(repr=False)
    secret_key_fallbacks: tuple[str, ...] = field(repr=False)
    mail: MailServer
    mail_from: str
    dkim_selector: str  # where the mail server's key lies; `flask doctor` looks there
    files: FileStore
    scanner: Scanner | None
    queue_url: str
    trusted_proxies: int
    organisation_name: str
    organisation_email: str
    pretend_now: datetime | None  # development: where the clock starts
    sources: Mapping[str, tuple[str, str]] = field(repr=False, default_factory=dict)

    @property
    def is_production(self) -> bool:
        return self.environment == "production"

    @property
    def hostname(self) -> str:
        return urlsplit(self.public_url).hostname or "localhost"


def load_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Reads every setting, the environment before `instance/config.py`; refuses what cannot work."""
    return _Reader(os.environ if environ is None else environ).settings()


class _Reader:
    """Looks a setting up in the environment, then the file, then its default, and remembers which."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self.environ = environ
        self.sources: dict[str, tuple[str, str]] = {}
        path = environ.get("INSTANCE_PATH") or str(ROOT / "instance")
        self.instance = Path(path).expanduser().absolute()
        self.sources["INSTANCE_PATH"] = (
            str(self.instance),
            "environment" if environ.get("INSTANCE_PATH") else "default",
        )
        self.file = _read_file(self.instance / "config.py")

    def text(self, name: str, default: str, *, secret: bool = False) -> str:
        if self.environ.get(name):
            source, value = "environment", self.environ[name]
        elif self.file.get(name) not in (None, ""):
            source, value = "instance/config.py", self.file[name]
        else:
            source, value = "default", default
        shown = "(hidden)" if secret and value else _without_password(str(value))
        self.sources[name] = (shown, source)
        return str(value).strip()

    def settings(self) -> Settings:
        environment = self.text("ENVIRONMENT", "development")
        if environment not in ENVIRONMENTS:
            raise SettingError(
                f"ENVIRONMENT is “{environment}”. It must be “development” or “production”."
            )
        _make_folder(self.instance)
        settings = Settings(
            environment=environment,
            instance_path=self.instance,
            database_url=self._database_url(),
            public_url=self._public_url(environment),
            secret_key=self._secret_key(environment),
            secret_key_fallbacks=_listed(self.text("SECRET_KEY_FALLBACKS", "", secret=True)),
            mail=_mail_server(self.text("MAIL_URL", f"file:{self.instance / 'mail'}")),
            mail_from=self._mail_from(),
            dkim_selector=self._dkim_selector(),
            files=_file_store(self.text("FILES_URL", f"file:{self.instance / 'uploads'}")),
            scanner=_scanner(self.text("CLAMD_URL", "")),
            queue_url=self._queue_url(),
            trusted_proxies=self._whole_number("TRUSTED_PROXIES", "0", most=10),
            organisation_name=self.text("ORGANISATION_NAME", ""),
            organisation_email=self.text("ORGANISATION_EMAIL", ""),
            pretend_now=_london_time(self.text("PRETEND_NOW", "")),
            sources=self.sources,
        )
        if settings.is_production:
            _check_production(settings, self.environ)
        return settings

    def _database_url(self) -> str:
        url = self.text("DATABASE_URL", f"sqlite:///{self.instance / 'bootcamp.sqlite3'}")
        if url.startswith(("postgres://", "postgresql://")):
            url = "postgresql+psycopg://" + url.split("://", 1)[1]
        if not url.startswith(("sqlite:///", "postgresql+psycopg://")):
            raise SettingError(
                "DATABASE_URL must begin with sqlite:/// or postgresql://. "
                "Leave it out to use a SQLite file in the instance folder."
            )
        return url

    def _public_url(self, environment: str) -> str:
        default = "" if environment == "production" else f"http://127.0.0.1:{self._port()}"
        url = self.text("PUBLIC_URL", default).rstrip("/")
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.path:
            raise SettingError(
                "PUBLIC_URL must be the address people type, such as https://bootcamp.example.org, "
                "without a path."
            )
        return url

    def _port(self) -> int:
        return self._whole_number("PORT", "8000", most=65535)

    def _secret_key(self, environment: str) -> str:
        key = self.text("SECRET_KEY", "", secret=True)
        if key or environment == "production":
            return key
        self.sources["SECRET_KEY"] = ("(hidden)", "instance/secret_key, made at the first start")
        return _kept_secret(self.instance / "secret_key")

    def _mail_from(self) -> str:
        address = self.text("MAIL_FROM", "Digital Bootcamp <bootcamp@example.org>")
        if "@" not in address or any(character in address for character in "\r\n"):
            raise SettingError("MAIL_FROM must be a mail address, such as Name <name@example.org>.")
        return address

    def _dkim_selector(self) -> str:
        selector = self.text("DKIM_SELECTOR", "")
        if selector and not _SELECTOR.fullmatch(selector):
            raise SettingError(
                f"DKIM_SELECTOR is “{selector}”. It must be a name such as selector1, without the domain."
            )
        return selector

    def _queue_url(self) -> str:
        url = self.text("QUEUE_URL", f"sqlite:{self.instance / 'queue.sqlite3'}")
        if not url.startswith("sqlite:") and not _QUEUE_SERVER.fullmatch(url):
            raise SettingError(
                "QUEUE_URL must be sqlite:/a/file or look like redis://host:6379/0, rediss://host:6379/0 "
                "or postgresql://user:password@host/name. "
                "Leave it out to use a file in the instance folder."
            )
        return url

    def _whole_number(self, name: str, default: str, *, most: int) -> int:
        value = self.text(name, default)
        if not value.isascii() or not value.isdigit() or int(value) > most:
            raise SettingError(f"{name} is “{value}”. It must be a whole number from 0 to {most}.")
        return int(value)


def _read_file(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {}
    values: dict[str, Any] = {}
    try:
        exec(compile(path.read_text(), str(path), "exec"), values)  # noqa: S102 - the owner's own file
    except Exception as error:
        raise SettingError(f"instance/config.py cannot be read: {error}") from error
    return {name: value for name, value in values.items() if name.isupper()}


def _make_folder(path: Path) -> None:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingError(f"INSTANCE_PATH {path} cannot be used: {error.strerror}.") from error


def _kept_secret(path: Path) -> str:
    """One secret for web and worker in development: whoever comes first makes the file."""
    draft = path.with_name(f"{path.name}.{secrets.token_hex(6)}")
    if not path.exists():
        draft.write_text(secrets.token_urlsafe(48))
        draft.chmod(0o600)
        try:
            os.link(draft, path)  # fails when another process was quicker; theirs is then used
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text().strip()


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _mail_server(url: str) -> MailServer:
    if url.startswith("file:"):
        return MailServer(folder=Path(url.removeprefix("file:").removeprefix("//")).absolute())
    parts = urlsplit(url)
    tls = parse_qs(parts.query).get("tls", ["none"])[0]
    if parts.scheme != "smtp" or not parts.hostname or tls not in ("none", "starttls", "tls"):
        raise SettingError(
            "MAIL_URL must look like smtp://user:password@host:587?tls=starttls or file:/a/folder."
        )
    try:
        port = parts.port or 25
    except ValueError as error:
        raise SettingError("MAIL_URL has a port that is not a number.") from error
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return MailServer(host=parts.hostname, port=port, user=user, password=password, tls=tls)


def _file_store(url: str) -> FileStore:
    if url.startswith("file:") and url.removeprefix("file:").strip("/"):
        return FileStore(folder=Path(url.removeprefix("file:").removeprefix("//")).absolute())
    found = _S3.fullmatch(url)
    if found is None:
        raise SettingError(
            "FILES_URL must look like file:/a/folder or s3://bucket/prefix. Keys and the address of "
            "the store go into AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_ENDPOINT_URL."
        )
    return FileStore(bucket=found["bucket"], prefix=found["prefix"].strip("/"))


def _scanner(url: str) -> Scanner | None:
    if not url:
        return None
    if url.startswith("unix:/"):
        return Scanner(socket=Path(url.removeprefix("unix:").replace("///", "/", 1)))
    found = _TCP.fullmatch(url)
    if found is None or not 0 < int(found["port"]) < 65536:
        raise SettingError("CLAMD_URL must look like tcp://host:3310 or unix:/run/clamd.sock.")
    return Scanner(host=found["host"].strip("[]"), port=int(found["port"]))


def _check_production(settings: Settings, environ: Mapping[str, str]) -> None:
    """What would be careless in production is refused at the start."""
    if len(settings.secret_key) < SHORTEST_SECRET:
        raise SettingError(
            "SECRET_KEY must be set in production, to at least 32 characters that nobody can guess. "
            'Make one with: python3 -c "import secrets; print(secrets.token_urlsafe(48))"'
        )
    if not settings.public_url.startswith("https://"):
        raise SettingError("PUBLIC_URL must begin with https:// in production.")
    if settings.pretend_now is not None:
        raise SettingError("PRETEND_NOW is for trying things out. It cannot be set in production.")
    if environ.get("FLASK_DEBUG", "0") not in ("", "0", "false", "False"):
        raise SettingError("FLASK_DEBUG is on. Debug must be off in production.")


def _london_time(text: str) -> datetime | None:
    if not text:
        return None
    try:
        return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Europe/London"))
    except ValueError as error:
        raise SettingError(
            f"PRETEND_NOW is “{text}”. It must be a London time such as 2027-06-10T10:20."
        ) from error


def _without_password(value: str) -> str:
    if "://" not in value or "@" not in value:
        return value
    scheme, rest = value.split("://", 1)
    credentials, _, place = rest.rpartition("@")
    return f"{scheme}://{credentials.split(':', 1)[0]}:(hidden)@{place}"
