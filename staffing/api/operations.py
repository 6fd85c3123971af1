"""What is done with tokens: made, revoked, used. The key itself is shown once and never stored."""

import datetime as dt
import secrets
from collections.abc import Sequence
from typing import Final

from flask_babel import lazy_gettext as _l
from sqlalchemy import update

from staffing.accounts.sessions import digest
from staffing.api.enums import OF_COUNTY, Resource
from staffing.api.models import ApiToken
from staffing.audit.record import pending_changes, record, values_of
from staffing.core.access import Person
from staffing.core.database import utc_now
from staffing.core.transactions import flush
from staffing.core.versions import require_version
from staffing.errors import StaffingError
from staffing.extensions import db

PREFIX: Final = "staffing_"
TOUCH_SECONDS: Final = 60


class ApiAnswer:
    """What the line about an answer with personal data speaks of: a kind of record by its code."""

    def __init__(self, code: str) -> None:
        """Name the kind of record."""
        self.id = code


def make_token(*, maker: Person, name: str, resources: Sequence[Resource], school_id: int | None, personal: bool, expires_at: dt.datetime) -> tuple[ApiToken, str]:
    """Return a new token and its key, which nobody can see again."""
    if not resources:
        raise StaffingError(_l("Choose at least one kind of record."), field="resources")
    if school_id is not None and OF_COUNTY & set(resources):
        raise StaffingError(_l("Schools do not see plans; leave them out or do not bind the token to a school."), field="resources")
    if expires_at <= utc_now():
        raise StaffingError(_l("This day lies in the past."), field="expires_on")
    key = PREFIX + secrets.token_urlsafe(32)
    token = ApiToken(county_id=maker.county_id, school_id=school_id, name=name.strip(), token_hash=digest(key), tail=key[-4:],
                     resources=[one.value for one in resources], personal=personal, expires_at=expires_at, made_by=maker.id)
    db.session.add(token)
    flush(db.session)
    record("api_token_made", token, county_id=token.county_id, changes=values_of(token))
    return token, key


def revoke_token(token: ApiToken, *, version: int | None) -> None:
    """End a token at once."""
    require_version(token, version)
    if token.revoked_at is not None:
        return
    token.revoked_at = utc_now()
    changes = pending_changes(token)
    flush(db.session)
    record("api_token_revoked", token, county_id=token.county_id, changes=changes)


def note_reading(resource: Resource, *, county_id: int, rows: int, token_id: int | None, name: str) -> None:
    """Write into the log that persons were read, by whom and how many."""
    record("api_read", ApiAnswer(resource.value), county_id=county_id,
           changes={"rows": [None, rows], "token": [None, f"{name}（{token_id}）" if token_id else ""]})


def note_use(token_id: int, *, address: str) -> None:
    """Remember when and from where a token was last used, at most once a minute."""
    now = utc_now()
    earlier = now - dt.timedelta(seconds=TOUCH_SECONDS)
    db.session.execute(update(ApiToken).where(
        ApiToken.id == token_id, (ApiToken.last_used_at.is_(None)) | (ApiToken.last_used_at < earlier),
    ).values(last_used_at=now, last_address=address[:64]))
