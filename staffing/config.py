"""One typed settings class, read from the environment (prefix STAFFING_) and, embedded, from the instance folder.

A production start without secrets fails loudly; the embedded start keeps its own in ``instance/secrets.json``.
"""

import json
import os
import secrets
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

PROJECT_ROOT = Path(__file__).resolve().parent.parent
SECRET_NAMES = ("secret_key", "field_key", "index_key", "audit_key")
MINIMUM_SECRET_LENGTH = 32


class Config(BaseSettings):
    """Settings of one installation. Every field can be set as STAFFING_<FIELD> in the environment."""

    model_config = SettingsConfigDict(env_prefix="STAFFING_", extra="ignore", hide_input_in_errors=True)

    mode: Literal["embedded", "production", "testing"] = "embedded"
    instance_dir: Path = PROJECT_ROOT / "instance"
    output_dir: Path = PROJECT_ROOT / "out"
    database_url: str = ""
    secret_key: SecretStr = SecretStr("")
    field_key: SecretStr = SecretStr("")
    index_key: SecretStr = SecretStr("")
    audit_key: SecretStr = SecretStr("")

    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=1, le=65535)
    https: bool = False
    trusted_proxies: int = Field(default=0, ge=0)
    rate_limit_storage: str = "memory://"

    session_idle_minutes: int = Field(default=30, ge=1)
    session_hours: int = Field(default=10, ge=1, le=12)
    password_minimum: int = Field(default=10, ge=8)
    login_attempts: int = Field(default=5, ge=3)
    login_pause_minutes: int = Field(default=15, ge=1)
    public_address: str = ""
    slip_idle_minutes: int = Field(default=15, ge=1, le=60)
    slip_minutes: int = Field(default=60, ge=1, le=240)
    argon2_time_cost: int = Field(default=3, ge=1)
    argon2_memory_kib: int = Field(default=65536, ge=1024)

    export_rows_alone: int = Field(default=3000, ge=1)
    export_teachers_at_once: int = Field(default=10_000, ge=0)
    export_hours: int = Field(default=24, ge=1)
    upload_limit_mb: int = Field(default=40, ge=1)
    attachments_dir: Path | None = None
    attachment_limit_mb: int = Field(default=10, ge=1)
    attachment_pages: int = Field(default=60, ge=1)
    attachment_megapixels: int = Field(default=60, ge=1)
    attachment_memory_mb: int = Field(default=1024, ge=256)
    attachment_seconds: int = Field(default=20, ge=1)
    attachments_each: int = Field(default=20, ge=1)
    solver_workers: int = Field(default=2, ge=1)
    solver_time_limit_s: float = Field(default=120, gt=0)
    solver_memory_mb: int = Field(default=8192, ge=0)
    job_lease_s: float = Field(default=20, gt=1)
    job_resend_s: float = Field(default=30, ge=1)
    worker_threads: int = Field(default=2, ge=1)
    queue: Literal["", "sqlite", "postgres", "redis", "memory"] = ""
    queue_url: str = ""
    default_locale: Literal["zh", "en"] = "zh"
    timezone: str = "Asia/Shanghai"

    @model_validator(mode="after")
    def _complete(self) -> "Config":
        """Fill what the embedded mode may fill by itself, refuse what production must be told."""
        if not self.database_url:
            self.database_url = f"sqlite:///{self.instance_dir / 'staffing.sqlite3'}"
        if self.mode == "embedded":
            self._use_stored_secrets()
        for name in SECRET_NAMES:
            value = getattr(self, name).get_secret_value()
            if len(value) < MINIMUM_SECRET_LENGTH:
                raise ValueError(f"STAFFING_{name.upper()} must have at least {MINIMUM_SECRET_LENGTH} characters")
        return self

    @property
    def is_sqlite(self) -> bool:
        """True if the embedded database file is used."""
        return self.database_url.startswith("sqlite")

    @property
    def attachments_folder(self) -> Path:
        """Where contents of evidence lie, encrypted; private to its owner and never inside what the web server hands out."""
        return self.attachments_dir or self.instance_dir / "attachments"

    @property
    def queue_kind(self) -> str:
        """Which queue carries job ids: as set, else in memory for tests, and otherwise beside the database's kind."""
        if self.queue:
            return self.queue
        if self.mode == "testing":
            return "memory"
        return "sqlite" if self.is_sqlite else "postgres"

    @property
    def queue_path(self) -> Path:
        """Where the embedded queue keeps its messages; the job table, not this file, is the truth."""
        return self.instance_dir / "queue.sqlite3"

    def _use_stored_secrets(self) -> None:
        stored = load_or_create_secrets(self.instance_dir)
        for name in SECRET_NAMES:
            if not getattr(self, name).get_secret_value():
                setattr(self, name, SecretStr(stored[name]))

    def flask_settings(self) -> dict[str, object]:
        """Return the settings in the names that Flask and its extensions read."""
        return {
            "STAFFING": self,
            "TESTING": self.mode == "testing",
            "SECRET_KEY": self.secret_key.get_secret_value(),
            "SQLALCHEMY_ENGINES": {"default": self.database_url},
            "MAX_CONTENT_LENGTH": self.upload_limit_mb * 1024 * 1024,
            "SESSION_COOKIE_NAME": "staffing_form",
            "SESSION_COOKIE_HTTPONLY": True,
            "SESSION_COOKIE_SAMESITE": "Lax",
            "SESSION_COOKIE_SECURE": self.https,
            "WTF_CSRF_TIME_LIMIT": None,
            "WTF_CSRF_SSL_STRICT": self.https,
            "BABEL_DEFAULT_LOCALE": self.default_locale,
            "BABEL_DEFAULT_TIMEZONE": self.timezone,
            "BABEL_TRANSLATION_DIRECTORIES": str(PROJECT_ROOT / "staffing" / "translations"),
            "RATELIMIT_STORAGE_URI": self.rate_limit_storage,
            "RATELIMIT_HEADERS_ENABLED": False,
        }


def load_or_create_secrets(instance_dir: Path) -> dict[str, str]:
    """Return the secrets of an embedded installation, creating them at the first start, readable by the owner only."""
    path = instance_dir / "secrets.json"
    if path.exists():
        stored: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
        return stored
    instance_dir.mkdir(parents=True, exist_ok=True)
    created = {name: secrets.token_urlsafe(48) for name in SECRET_NAMES}
    # O_EXCL: two first starts at once must not overwrite each other's keys, which would lose every encrypted field.
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return load_or_create_secrets(instance_dir)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(created, file)
        file.flush()
        os.fsync(file.fileno())
    return created
