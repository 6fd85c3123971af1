"""Every list of a county as a workbook, as an officer takes it by its button; as pages and pictures too, to be looked at.

``python -m tests.helpers.every_export INSTANCE OUT`` works on a copy of the instance's database (the demonstration county, say) and
needs LibreOffice (``soffice``) and ``pdftoppm`` for the pictures. What is looked at: page breaks, widths, headings on every page,
formulas, rare characters, numbers, the mark.
"""

import argparse
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from PIL import Image, ImageDraw
from sqlalchemy import select

from staffing import create_app
from staffing.config import Config
from staffing.core.access import Role
from staffing.core.exports import EXTENSION
from staffing.core.migrating import upgrade
from staffing.decisions.exporting import LISTS as DECIDED_LISTS
from staffing.decisions.models import DecidedPlan
from staffing.extensions import db
from staffing.qualifications.codes import Check
from staffing.schools.models import County
from tests.factories.accounts import create_user
from tests.helpers.pages import sign_in_client

PICTURE_WIDTH = 620
SHOWN_PAGES = 3


@dataclass(frozen=True, slots=True)
class Button:
    """A button that sends a list: its name in files, and what it posts."""

    name: str
    address: str
    data: tuple[tuple[str, str], ...] = ()


def buttons(app: Flask) -> Iterator[Button]:
    """Name every list that leaves as a workbook: those of the page of exports, then those that only their own pages offer."""
    for code in app.extensions[EXTENSION]:
        yield Button(f"exports_{code}", f"/exports/{code}.xlsx")
    yield Button("teachers_list", "/teachers/list.xlsx", (("query", ""),))
    for listing in ("table", "persons", "movements", "all"):
        yield Button(f"statistics_{listing}", f"/statistics/export/{listing}.xlsx?rows=school&columns=title")
    for listing in ("ledger", "payments", "period", "burdens"):
        yield Button(f"service_{listing}", f"/service/export/{listing}.xlsx")
    for listing in ("numbers", "honesty", "flow", "reconciliation", "sample"):
        yield Button(f"inspection_{listing}", f"/inspection/export/{listing}.xlsx?seed=abc")
    yield Button("inspection_national", "/inspection/national.xlsx")
    for check in Check:
        yield Button(f"qualifications_{check.value}", f"/qualifications/{check.value}/export.xlsx")
    yield Button("quality_findings", "/quality/export.xlsx")
    yield Button("establishment_ledger", "/establishment/export/ledger.xlsx")
    for one in db.session.scalars(select(DecidedPlan.id).order_by(DecidedPlan.id)):
        for code in DECIDED_LISTS:
            yield Button(f"decision_{one}_{code}", f"/decisions/{one}/export/{code}.xlsx")


def take_all(app: Flask, client: FlaskClient, folder: Path) -> dict[str, str]:
    """Write every list into the folder; returns those that could not be had, with what the page answered."""
    missing: dict[str, str] = {}
    for button in list(buttons(app)):
        answer = client.post(button.address, data=dict(button.data))
        if answer.data[:2] == b"PK":
            (folder / f"{button.name}.xlsx").write_bytes(answer.data)
        else:
            missing[button.name] = f"{answer.status_code} {answer.headers.get('Location', '')}"
    return missing


def print_all(folder: Path) -> None:
    """Lay every workbook out as pages, and draw the first and the last ones."""
    books = sorted(folder.glob("*.xlsx"))
    subprocess.run(["soffice", "--headless", "--convert-to", "pdf", "--outdir", str(folder), *map(str, books)], check=True, capture_output=True)
    for book in books:
        pdf = book.with_suffix(".pdf")
        subprocess.run(["pdftoppm", "-r", "60", "-png", "-l", str(SHOWN_PAGES), str(pdf), str(book.with_suffix(""))], check=True)


def contact_sheets(folder: Path, *, columns: int = 3, rows: int = 3) -> None:
    """Put the pictures together, nine on a sheet, each with its name."""
    pictures = sorted(path for path in folder.glob("*.png") if not path.name.startswith("sheet-"))
    size = columns * rows
    for number in range(0, len(pictures), size):
        sheet = Image.new("RGB", (columns * (PICTURE_WIDTH + 10), rows * (PICTURE_WIDTH + 30)), "white")
        for place, path in enumerate(pictures[number:number + size]):
            with Image.open(path) as picture:
                picture.thumbnail((PICTURE_WIDTH, PICTURE_WIDTH))
                at = (place % columns) * (PICTURE_WIDTH + 10), (place // columns) * (PICTURE_WIDTH + 30)
                sheet.paste(picture, (at[0], at[1] + 20))
                ImageDraw.Draw(sheet).text((at[0] + 4, at[1] + 4), path.stem, fill="black")
        sheet.save(folder / f"sheet-{number // size + 1:02d}.png")


def main() -> None:
    """Read the arguments and run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("instance", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--no-pictures", action="store_true")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as copy:
        shutil.copytree(arguments.instance, copy, dirs_exist_ok=True)
        app = create_app(Config(instance_dir=Path(copy), export_rows_alone=10**9, export_teachers_at_once=10**9))
        app.config["WTF_CSRF_ENABLED"] = False
        with app.app_context():
            upgrade(db.engine)
            county = db.session.scalars(select(County).order_by(County.id)).first()
            client = sign_in_client(app, create_user(county=county, role=Role.OFFICER, name="演示导出人"))
            db.session.commit()
            missing = take_all(app, client, arguments.out)
    (arguments.out / "missing.txt").write_text("".join(f"{name}: {why}\n" for name, why in missing.items()), encoding="utf-8")
    if not arguments.no_pictures:
        print_all(arguments.out)
        contact_sheets(arguments.out)


if __name__ == "__main__":
    main()
