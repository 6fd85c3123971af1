"""Closed lists about evidence."""

from flask_babel import lazy_gettext as _l

from staffing.core.enums import LabelledEnum


class FileKind(LabelledEnum):
    """What a stored file really is, by its content."""

    PDF = "pdf", _l("PDF document")
    JPEG = "jpeg", _l("JPEG picture")
    PNG = "png", _l("PNG picture")

    @property
    def ending(self) -> str:
        """Return the ending of file names."""
        return "jpg" if self is FileKind.JPEG else self.value

    @property
    def mimetype(self) -> str:
        """Return how browsers call it."""
        return "application/pdf" if self is FileKind.PDF else f"image/{self.value}"
