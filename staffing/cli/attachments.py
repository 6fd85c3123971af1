"""``staffing attachments``: is every stored file of evidence there and unchanged, is anything left over, what is due?"""

import argparse
import hashlib

from staffing.attachments import queries, storage
from staffing.attachments.models import Attachment
from staffing.cli.output import tell
from staffing.cli.running import ExitCode, application
from staffing.cli.words import _
from staffing.core.crypto import DecryptionError
from staffing.core.school_year import today


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe the command."""
    parser = commands.add_parser("attachments", help=_("check the stored attachments"), description=_(
        "Compare every attachment with its digest, find contents that no record speaks of, and count what is due. "
        "Exit code 4 if a content is missing or changed."))
    parser.add_argument("--remove-strays", action="store_true", help=_("delete contents that no record speaks of; only while nobody uploads"))
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Check and print."""
    with application():
        files = queries.list_stored()
        broken = [file for file in files if not is_sound(file)]
        strays = sorted(storage.names() - {file.storage_name for file in files})
        for file in broken:
            tell(_("Missing or changed: %(number)d %(name)s", number=file.id, name=file.display_name))
        if options.remove_strays:
            for name in strays:
                storage.remove(name)
        due = sum(file.keep_until < today() for file in files)
        print(_("Attachments %(number)d, missing or changed %(broken)d, left over %(strays)d, due %(due)d",
                number=len(files), broken=len(broken), strays=len(strays), due=due))
    return ExitCode.FINDINGS if broken else ExitCode.DONE


def is_sound(file: Attachment) -> bool:
    """True if the content is there, opens with our key, and is what was stored."""
    try:
        content = storage.load(file.county_id, file.storage_name)
    except (FileNotFoundError, DecryptionError):
        return False
    return hashlib.sha256(content).hexdigest() == file.sha256
