"""What stands on a slip: the person, the code, and the picture that a phone reads.

The code follows the ``#`` of the address, which browsers send to nobody: it enters no log of a server or proxy.
"""

from dataclasses import dataclass

import segno
from flask import current_app, request, url_for

from staffing.slips.queries import Holder


@dataclass(frozen=True, slots=True)
class PrintedSlip:
    """One slip on the sheet of paper."""

    holder: Holder
    code: str
    address: str
    picture: str


def entry_address() -> str:
    """Return where teachers enter their code: the published address, else the one that this request came by."""
    published: str = current_app.config["STAFFING"].public_address
    return f"{(published or request.host_url).rstrip('/')}{url_for('slips.enter')}"


def printed_slip(holder: Holder, code: str) -> PrintedSlip:
    """Return a slip with its picture."""
    picture = segno.make(f"{entry_address()}#{code}", error="m", micro=False).svg_data_uri(border=2)
    return PrintedSlip(holder, code, entry_address(), picture)
