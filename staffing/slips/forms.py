"""Form in which a teacher enters the code of the slip."""

from flask_babel import lazy_gettext as _l
from wtforms import StringField

from staffing.core.forms import StaffingForm, length, required


class CodeForm(StaffingForm):
    """The code of a slip."""

    code = StringField(_l("Personal code"), validators=[required(), length(maximum=40)],
                       description=_l("Fifteen letters and digits from your slip. Hyphens, blanks and small letters do not matter."),
                       render_kw={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "data-code": ""})

