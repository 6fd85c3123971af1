"""Pages: sign in, sign out, own password, list of accounts."""

from flask import Blueprint, current_app, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from staffing.accounts import operations, queries, sessions, titles as titles
from staffing.accounts.forms import AccountForm, ChangePasswordForm, SignInForm
from staffing.core.access import EVERYONE, Role, open_to_all, person, requires_role
from staffing.core.addresses import safe_next
from staffing.core.transactions import writes
from staffing.errors import StaffingError
from staffing.extensions import db, limiter

blueprint = Blueprint("accounts", __name__)


@blueprint.route("/sign-in", methods=["GET", "POST"])
@open_to_all
@limiter.limit("20 per minute", methods=["POST"])
@writes
def sign_in() -> Response | str | tuple[str, int]:
    """Let a person in."""
    form = SignInForm()
    if not form.validate_on_submit():
        return render_template("accounts/sign_in.html", form=form)
    user = operations.sign_in(form.login.data, form.password.data, address=request.remote_addr or "")
    if user is None:
        form.form_errors.append(operations.WRONG)
        return render_template("accounts/sign_in.html", form=form), 401
    token = sessions.start_session(user, address=request.remote_addr or "")
    target = url_for("accounts.change_password") if user.must_change_password else safe_next(request.args.get("next"))
    response = redirect(target)
    sessions.set_cookie(response, token)
    return response


@blueprint.post("/sign-out")
@requires_role(EVERYONE)
@writes
def sign_out() -> Response:
    """End this session on the server."""
    operations.sign_out(queries.get_user(person().county_id, person().id), g.session_id)
    response = redirect(url_for("accounts.sign_in"))
    response.delete_cookie(sessions.COOKIE)
    return response


@blueprint.route("/account/password", methods=["GET", "POST"])
@requires_role(EVERYONE)
@writes
def change_password() -> Response | str:
    """Change one's own password."""
    form = ChangePasswordForm()
    if form.validate_on_submit():
        try:
            user = queries.get_user(person().county_id, person().id)
            operations.change_password(user, current=form.current.data, new=form.password.data, session_id=g.session_id)
        except StaffingError as error:
            form.take_error(error)
        else:
            flash(_("Your password has been changed."), "success")
            return redirect(url_for("dashboard.show_workbench"))
    return render_template("accounts/change_password.html", form=form)


@blueprint.post("/account/language/<locale>")
@requires_role(EVERYONE)
@writes
def choose_language(locale: str) -> Response:
    """Switch the language of the pages."""
    if locale in current_app.config["LANGUAGES"]:
        queries.get_user(person().county_id, person().id).locale = locale
    return redirect(safe_next(request.args.get("next")))


@blueprint.get("/accounts/")
@requires_role(Role.ADMINISTRATOR)
def list_users() -> str:
    """Show the county's accounts."""
    schools = dict(current_app.config["SCHOOL_CHOICES"](person().county_id))
    return render_template("accounts/list.html", users=queries.list_users(person().county_id), schools=schools)


@blueprint.route("/accounts/new", methods=["GET", "POST"])
@requires_role(Role.ADMINISTRATOR)
@writes
def open_account() -> str:
    """Open an account and show its one-time password once."""
    form = AccountForm()
    form.school_id.choices = current_app.config["SCHOOL_CHOICES"](person().county_id)
    if form.validate_on_submit():
        try:
            user, password = operations.open_account(
                county_id=person().county_id, login=form.login.data, name=form.name.data,
                role=form.role.data, school_id=form.school_id.data,
            )
        except StaffingError as error:
            form.take_error(error)
        else:
            return render_template("accounts/password.html", user=user, password=password)
    return render_template("accounts/new.html", form=form)


@blueprint.post("/accounts/<int:user_id>/password")
@requires_role(Role.ADMINISTRATOR)
@writes
def reset_password(user_id: int) -> str:
    """Give an account a new one-time password, shown once."""
    user = queries.get_user(person().county_id, user_id)
    password = operations.reset_password(user)
    return render_template("accounts/password.html", user=user, password=password)


@blueprint.post("/accounts/<int:user_id>/active/<int:active>")
@requires_role(Role.ADMINISTRATOR)
@writes
def set_active(user_id: int, active: int) -> Response:
    """Close or re-open an account."""
    user = queries.get_user(person().county_id, user_id)
    if user.id != person().id:
        operations.set_account_active(user, active=bool(active))
    db.session.flush()
    return redirect(url_for("accounts.list_users"))
