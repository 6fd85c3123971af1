"""What is taken and what is not, by content: every trick a file may play has its own refusal."""

import datetime as dt
import io
import zipfile
import zlib

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject

from staffing.attachments.checking import FAULTS, safe_name
from staffing.attachments.enums import FileKind
from staffing.attachments.inspecting import FaultError, inspect, preview
from staffing.attachments.retention import TITLES, keep_until, periods
from tests.factories.attachments import pdf, picture, scan

LIMITS = {"pages": 5, "pixels": 1_000_000}
SECRET = b"PLACE-AND-NAME"


def fault_of(content: bytes) -> str:
    with pytest.raises(FaultError) as raised:
        inspect(content, **LIMITS)
    assert raised.value.code in FAULTS
    return raised.value.code


def action(kind: str, **more) -> DictionaryObject:
    return DictionaryObject({NameObject("/S"): NameObject(kind), **{NameObject(f"/{key}"): TextStringObject(value) for key, value in more.items()}})


def opens_with(kind: str, **more):
    def change(writer: PdfWriter) -> None:
        writer.root_object[NameObject("/OpenAction")] = action(kind, **more)
    return change


def hidden_script(writer: PdfWriter) -> None:
    """Hide a script in an object that nothing refers to, its name written with an escape."""
    writer._add_object(action("/JavaScript", JS="app.alert(1)"))


def attaches(writer: PdfWriter) -> None:
    writer.add_attachment("schadlos.txt", b"anything")


def media(writer: PdfWriter) -> None:
    writer.pages[0][NameObject("/Annots")] = ArrayObject([DictionaryObject({NameObject("/Subtype"): NameObject("/RichMedia")})])


def xfa(writer: PdfWriter) -> None:
    writer.root_object[NameObject("/AcroForm")] = DictionaryObject({NameObject("/XFA"): TextStringObject("<xdp/>")})


class TestTaken:
    def test_a_pdf_is_stored_as_it_is(self):
        content = pdf(pages=3)
        assert inspect(content, **LIMITS) == ({"kind": "pdf", "pages": 3}, content)

    def test_a_pdf_that_opens_at_a_page_is_harmless(self):
        assert inspect(pdf(change=opens_with("/GoTo")), **LIMITS)[0]["pages"] == 1

    @pytest.mark.parametrize("kind", ["PNG", "JPEG"])
    def test_a_picture_is_drawn_anew(self, kind):
        told, content = inspect(picture(kind), **LIMITS)
        assert told == {"kind": kind.lower(), "pages": 1}
        assert Image.open(io.BytesIO(content)).size == (40, 30)

    def test_place_camera_and_comment_are_gone_and_the_picture_stands_upright(self):
        exif = Image.Exif()
        exif[0x0112], exif[0x010E] = 6, SECRET.decode()
        for content in (picture("JPEG", exif=exif, comment=SECRET), picture("PNG", exif=exif)):
            stored = inspect(content, **LIMITS)[1]
            assert SECRET in content
            assert SECRET not in stored
            assert not Image.open(io.BytesIO(stored)).getexif()
            assert Image.open(io.BytesIO(stored)).size == (30, 40)

    @pytest.mark.parametrize("kind", ["PNG", "JPEG"])
    def test_what_hangs_behind_a_picture_is_cut_off(self, kind):
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w") as packed:
            packed.writestr("x.html", SECRET)
        content = picture(kind) + archive.getvalue()
        assert zipfile.is_zipfile(io.BytesIO(content))
        stored = inspect(content, **LIMITS)[1]
        assert SECRET not in stored
        assert not zipfile.is_zipfile(io.BytesIO(stored))

    @pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16", "CMYK"])
    def test_pictures_of_every_mode(self, mode):
        made = io.BytesIO()
        Image.new(mode, (9, 7)).save(made, "JPEG" if mode == "CMYK" else "PNG")
        assert Image.open(io.BytesIO(inspect(made.getvalue(), **LIMITS)[1])).size == (9, 7)


class TestRefused:
    @pytest.mark.parametrize(("content", "code"), [
        (b"", "empty"), (b"MZ\x90\x00", "type"), (b"<html><script>1</script>", "type"), (b"GIF89a" + bytes(40), "type"),
        (b" %PDF-1.4\n%%EOF", "type"), (b"%PDF-1.4 and nothing", "polyglot"), (b"%PDF-1.4\n%%EOF", "broken"),
        (b"\xff\xd8\xff\xe0" + bytes(30), "broken"), (b"\x89PNG\r\n\x1a\n" + bytes(30), "broken"),
    ])
    def test_what_is_no_sound_file_of_a_known_kind(self, content, code):
        assert fault_of(content) == code

    @pytest.mark.parametrize("kind", ["PNG", "JPEG"])
    def test_half_a_picture(self, kind):
        assert fault_of(picture(kind, size=(300, 200))[:-400] if kind == "PNG" else picture(kind, size=(300, 200))[:700]) == "broken"

    @pytest.mark.parametrize("change", [
        opens_with("/JavaScript", JS="app.alert(1)"), opens_with("/Launch", F="cmd.exe"), opens_with("/SubmitForm", F="x"),
        opens_with("/GoToR", F="x"), opens_with("/ImportData", F="x"), hidden_script, media, xfa,
    ])
    def test_a_pdf_that_acts(self, change):
        assert fault_of(pdf(change=change)) == "active"

    def test_a_script_whose_name_is_escaped(self):
        content = pdf(change=opens_with("/JavaScript", JS="app.alert(1)")).replace(b"/JavaScript", b"/J#61vaScri#70t")
        assert b"/JavaScript" not in content
        assert fault_of(content) == "active"

    def test_a_script_inside_a_packed_object(self):
        packed = zlib.compress(b"7 0 << /S /JavaScript /JS (app.alert(1)) >>")
        writer = PdfWriter(io.BytesIO(pdf()))
        made = io.BytesIO()
        writer.write(made)
        body = made.getvalue()
        table = body.rindex(b"xref\n")
        head = b"8 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d >>\nstream\n" % len(packed)
        stream = head + packed + b"\nendstream\nendobj\n"
        rows = b"\x02" + (8).to_bytes(4, "big") + b"\x00" + b"\x01" + table.to_bytes(4, "big") + b"\x00"
        start = table + len(stream)
        xref = (b"9 0 obj\n<< /Type /XRef /Size 10 /Index [7 2] /W [1 4 1] /Root 3 0 R /Prev %d /Length %d >>\nstream\n"
                % (table, len(rows))) + rows + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF" % start
        content = body[:table] + stream + xref
        # The old table went with the old end of the file; pypdf mends that and must still meet the script.
        assert fault_of(content) in ("active", "broken")

    def test_a_pdf_that_carries_a_file(self):
        assert fault_of(pdf(change=attaches)) == "embedded"

    def test_a_pdf_with_a_password(self):
        assert fault_of(pdf(change=lambda writer: writer.encrypt("geheim"))) == "encrypted"

    def test_too_many_pages(self):
        assert inspect(pdf(pages=5), **LIMITS)[0]["pages"] == 5
        assert fault_of(pdf(pages=6)) == "pages"

    def test_a_pdf_that_is_an_archive_too(self):
        archive = io.BytesIO(pdf())
        archive.seek(0, io.SEEK_END)
        with zipfile.ZipFile(archive, "a") as packed:
            packed.writestr("x.html", b"<script>")
            packed.comment = b"%%EOF"
        content = archive.getvalue()
        assert zipfile.is_zipfile(io.BytesIO(content))
        assert fault_of(content) == "polyglot"

    def test_a_pdf_that_is_a_page_too(self):
        assert fault_of(pdf().replace(b"%PDF-1.3\n", b"%PDF-1.3\n%<script>alert(1)</script>\n")) == "polyglot"

    def test_a_picture_that_would_unpack_to_a_giant_is_refused_unopened(self):
        made = io.BytesIO()
        Image.new("1", (20_000, 20_000)).save(made, "PNG")
        assert len(made.getvalue()) < 100_000
        assert fault_of(made.getvalue()) == "pixels"


class TestShown:
    def test_scans_are_shown_page_by_page(self):
        told, content = preview(scan(pages=3), pages=2, pixels=1_000_000)
        assert len(told["sizes"]) == 2
        assert sum(told["sizes"]) == len(content)

    def test_a_pdf_of_text_has_nothing_to_show(self):
        assert preview(pdf(), pages=2, pixels=1_000_000) == ({"sizes": []}, b"")

    def test_a_picture_is_shown_small(self):
        told, content = preview(picture(size=(3000, 20)), pages=2, pixels=1_000_000)
        assert Image.open(io.BytesIO(content)).width == 1400
        assert told["sizes"] == [len(content)]


@pytest.mark.parametrize(("given", "kept"), [
    ("毕业证.pdf", "毕业证.pdf"), ("../../etc/passwd", "passwd.pdf"), ("C:\\证件\\照片.exe", "照片.pdf"), ("gpj.\u202efdp", "gpj.pdf"),
    ("a\x00b\r\nc.pdf", "abc.pdf"), ("", "pdf.pdf"), ("...", "pdf.pdf"), ('x"<y>|z?.pdf', "x__y__z_.pdf"), ("长" * 300 + ".pdf", "长" * 100 + ".pdf"),
])
def test_names_are_made_safe(given, kept):
    assert safe_name(given, FileKind.PDF) == kept


def test_retention_is_data_with_words():
    assert set(periods()) == set(TITLES)
    assert keep_until("change_request", dt.date(2026, 2, 28)) == dt.date(2029, 2, 28)


def test_pdfs_of_the_factory_are_sound():
    assert len(PdfReader(io.BytesIO(pdf(pages=2))).pages) == 2
