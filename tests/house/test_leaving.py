"""Personal data leave through one door: no view sends a list by itself, and above the threshold none is sent at all."""

import ast
import pathlib
import re

import pytest
from flask import url_for

from staffing.core.access import Role
from staffing.extensions import db
from staffing.releases.models import ExportRequest, RequestState
from tests.factories.accounts import create_user
from tests.helpers.house import ROOT
from tests.helpers.pages import sign_in_client
from tests.helpers.routes import frozen_routes
from tests.helpers.world import build_world

# What makes a file leave. Whoever names one of these without being listed sends something past the door.
SENDING = {"list_bytes", "disposition", "TYPES", "Content-Disposition", "send_file", "send_content", "workbook_bytes", "file_response", "csv_or_zip"}
SENDERS = {
    "core/downloads.py": "the files themselves", "core/spreadsheets/writing.py": "the files themselves",
    "releases/leaving.py": "the door", "releases/jobs.py": "what the worker made is kept behind the door", "statistics/views.py": "what was kept behind the door and agreed to",
    "inspection/packing.py": "packages are kept until a second person agrees", "inspection/views/packages.py": "a package that was agreed to, and the report, which names nobody",
    "documents/responses.py": "how one document is sent", "documents/making.py": "kinds of files of documents", "documents/views.py": "one document, empty templates, batches that were kept",
    "orders/views.py": "one paper about one person or school",
    "imports/views.py": "the empty template", "imports/template.py": "the empty template", "demo/workbooks.py": "invented workbooks", "handbook/views.py": "pictures",
    "plans/views/downloads.py": "instance and solution as JSON, without names",
    "attachments/views.py": "one file of evidence", "cli/export.py": "the operator at the server, who has the database itself",
}
# Lists that hold no person: figures of schools and the county.
IMPERSONAL = {"indicators/views/figures.py", "warnings/views.py", "allotments/views.py", "needs/views/overview.py"}

SENDS = re.compile(r"\.<|\.(xlsx|zip|docx|json|pdf|any)|/take$|/file$|/papers/<|/download$|^/orders/.*/changes$|/forms/<")
# Addresses that answer with a file even above the threshold.
FREE = {
    "api.describe": "the description of the interface", "attachments.download": "one file of evidence",
    "documents.download_template": "an empty template", "imports.download_template": "an empty template",
    "plans.download_instance": "no names", "plans.download_solution": "no names",
    "inspection.take_package": "agreed to by a second person", "inspection.take_report": "names nobody",
    "orders.take_paper": "one paper", "orders.take_form": "one paper", "orders.take_changes": "one paper for one school",
    "documents.take_batch": "what is above the threshold is never kept there", "statistics.take": "agreed to by a second person",
    "indicators.export_list": "no person", "warnings.export_list": "no person", "allotments.export_allotments": "no person", "needs.export_list": "no person",
    "collecting.hand_in_for": "takes a file", "orders.void_order": "a page",
}
LISTINGS = {"tables.export_table": "persons", "service.export_list": "ledger", "establishment.export_list": "ledger", "inspection.export_list": "numbers"}


def named(path: pathlib.Path) -> set[str]:
    """Return what of SENDING a file names."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Name):
            found.add(node.id)
        elif isinstance(node, ast.Attribute):
            found.add(node.attr)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            found.add(node.value)
        elif isinstance(node, ast.alias):
            found.add(node.name)
    return found & SENDING


def test_only_the_door_sends_lists():
    root = ROOT / "staffing"
    sending = {str(path.relative_to(root)): sorted(names) for path in sorted(root.rglob("*.py")) if (names := named(path))}
    assert {name: names for name, names in sending.items() if name not in SENDERS} == {}, "let it leave through staffing/releases/leaving.py"
    assert set(SENDERS) - set(sending) == set(), "sends nothing any more: take it off the list"


def test_only_lists_without_persons_are_called_so():
    root = ROOT / "staffing"
    called = {str(path.relative_to(root)) for path in sorted(root.rglob("view*/*.py")) + sorted(root.rglob("*views.py"))
              for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)
              for word in node.keywords if word.arg == "personal" and isinstance(word.value, ast.Constant) and word.value.value is False}
    assert called == IMPERSONAL


@pytest.mark.slow
def test_above_the_threshold_no_address_sends_persons(app, monkeypatch):
    monkeypatch.setattr(app.config["STAFFING"], "export_rows_alone", -1)  # every list is too long, an empty one too
    world = build_world()
    officer = sign_in_client(app, create_user(county=world.county, role=Role.OFFICER))
    lines = [line for line in frozen_routes() if SENDS.search(line.address) and (line.roles is None or Role.OFFICER in line.roles)]
    assert set(FREE) - {line.endpoint for line in lines} == set()
    sent, kept, other = [], [], []
    for line in lines:
        if line.endpoint in FREE:
            continue
        names = {part.split(">")[0].split(":")[-1] for part in line.address.split("<")[1:]}
        values = {name: world.value(line.endpoint, name) for name in names}
        if "listing" in values and line.endpoint in LISTINGS:
            values["listing"] = LISTINGS[line.endpoint]
        with app.test_request_context():
            address = url_for(line.endpoint, **values)
        answer = officer.open(address, method=line.methods.split(",")[0], buffered=True)
        place = sent if "Content-Disposition" in answer.headers else kept if (answer.location or "").startswith("/exports/requests") else other
        place.append((line.endpoint, answer.status_code))
    assert (sent, other) == ([], [])
    assert len(kept) >= 15
    waiting = db.session.query(ExportRequest).filter_by(state=RequestState.WAITING).count()
    assert waiting >= len(kept)
