"""staffing: yearly teacher rotation (交流轮岗) and even staffing of a county's schools.

This file wires the features together and reads as their table of contents; it holds no logic of its own.
"""

from flask import Flask
from flask_login import current_user

from staffing.accounts import sessions
from staffing.accounts.denials import log_denial
from staffing.accounts.own_password import demand_own_password
from staffing.accounts.views import blueprint as accounts_blueprint
from staffing.allotments.exporting import ALLOTMENT_EXPORTS
from staffing.allotments.views import blueprint as allotments_blueprint
from staffing.api.reader import load_reader
from staffing.api.views import blueprint as api_blueprint
from staffing.attachments.jobs import DELETE_ATTACHMENTS
from staffing.attachments.subjects import SubjectKind, register_subjects
from staffing.attachments.views import blueprint as attachments_blueprint
from staffing.audit.history import keep_history
from staffing.audit.views import blueprint as audit_blueprint
from staffing.changes.evidence import REQUEST_SUBJECT
from staffing.changes.policy_views import blueprint as changes_blueprint
from staffing.cities.views import blueprint as cities_blueprint
from staffing.collecting.holding import holder as collection_holder
from staffing.collecting.jobs import COLLECT
from staffing.collecting.views import blueprint as collecting_blueprint
from staffing.config import PROJECT_ROOT, Config
from staffing.confirmations.demands import open_matters
from staffing.confirmations.evidence import CONFIRMATION_SUBJECT
from staffing.confirmations.personal import facts_card
from staffing.confirmations.views import blueprint as confirmations_blueprint
from staffing.core import as_of, asked_numbers, assets, catalogue, filters, i18n, pages, security
from staffing.core.access import guard_every_view
from staffing.core.database import prepare_engine
from staffing.core.exports import ExportKind, register_exports
from staffing.dashboard.panels import YEAR_PANELS
from staffing.dashboard.views import blueprint as dashboard_blueprint
from staffing.dashboard.year_waiting import YEAR_WAITING
from staffing.decisions.exporting import DECISION_EXPORTS
from staffing.decisions.operations import keep_decided
from staffing.decisions.views import blueprint as decisions_blueprint
from staffing.documents.certificates import CERTIFICATES
from staffing.documents.jobs import MAKE_DOCUMENTS
from staffing.documents.registry import DocumentKind, register_documents
from staffing.documents.views import blueprint as documents_blueprint
from staffing.editing.jobs import BULK_EDIT
from staffing.editing.views import blueprint as editing_blueprint
from staffing.eligibility.exports import ELIGIBILITY_EXPORTS
from staffing.eligibility.views import blueprint as eligibility_blueprint
from staffing.errors import register_error_pages
from staffing.establishment.exporting import ESTABLISHMENT_EXPORTS
from staffing.establishment.views import blueprint as establishment_blueprint
from staffing.extensions import babel, csrf, db, limiter, login_manager
from staffing.finding.selecting import listed_teachers
from staffing.finding.views import blueprint as finding_blueprint, teachers_blueprint
from staffing.handbook.views import blueprint as handbook_blueprint
from staffing.imports.exporting import IMPORT_EXPORTS
from staffing.imports.jobs import IMPORT_FILE
from staffing.imports.mapping_views import blueprint as imports_blueprint
from staffing.indicators.exporting import INDICATOR_EXPORTS
from staffing.indicators.rule_words import code_words
from staffing.indicators.views import blueprint as indicators_blueprint
from staffing.inspection.exports import INSPECTION_EXPORTS
from staffing.inspection.jobs import MAKE_EVIDENCE
from staffing.inspection.report import INSPECTION_DOCUMENTS
from staffing.inspection.views import blueprint as inspection_blueprint
from staffing.jobs.delivery import register_delivery
from staffing.jobs.registry import JobKind, register_kinds
from staffing.jobs.views import blueprint as jobs_blueprint
from staffing.needs.exporting import NEED_EXPORTS
from staffing.needs.views import blueprint as needs_blueprint
from staffing.notices.views import blueprint as notices_blueprint
from staffing.orders.exporting import ORDER_EXPORTS
from staffing.orders.papers import PAPERS
from staffing.orders.views import blueprint as orders_blueprint
from staffing.plans.allotted import allotment_panel
from staffing.plans.answers.jobs import ANSWER_PLAN
from staffing.plans.answers.repair_jobs import REPAIR_PLAN
from staffing.plans.board.views import blueprint as board_blueprint
from staffing.plans.exports import PLAN_EXPORTS
from staffing.plans.gap_jobs import STUDY_GAPS
from staffing.plans.jobs import CHECK_LIST, SOLVE_PLAN
from staffing.plans.operations import KEEPERS
from staffing.plans.scenarios.sweep_jobs import SWEEP_SETTING
from staffing.plans.scenarios.views import blueprint as scenarios_blueprint
from staffing.plans.views import blueprint as plans_blueprint
from staffing.policy.views import blueprint as policy_blueprint
from staffing.postings.exporting import POSTING_EXPORTS
from staffing.postings.jobs import POST_MOVES
from staffing.postings.views import blueprint as postings_blueprint
from staffing.profiles.views import schools_blueprint
from staffing.public_notices.exporting import NOTICE_EXPORTS
from staffing.public_notices.receipt_dates import first_day, notice_dates
from staffing.public_notices.views import blueprint as public_notices_blueprint
from staffing.qualifications.exporting import QUALIFICATION_EXPORTS
from staffing.qualifications.views import blueprint as qualifications_blueprint
from staffing.quality.evidence import FINDING_SUBJECT
from staffing.quality.exporting import QUALITY_EXPORTS
from staffing.quality.influence.jobs import STUDY_INFLUENCE
from staffing.quality.jobs import CHECK_QUALITY
from staffing.quality.views import blueprint as quality_blueprint
from staffing.receipts.personal import receipt_card
from staffing.receipts.views import blueprint as receipts_blueprint
from staffing.releases.jobs import MAKE_EXPORT
from staffing.rotation_years.round_views import blueprint as rotation_years_blueprint
from staffing.schools.header import header_facts
from staffing.schools.queries import list_school_choices, ruleset_code_of
from staffing.service.documents import by_ledger
from staffing.service.exporting import SERVICE_EXPORTS
from staffing.service.fairness import carried_points
from staffing.service.views import blueprint as service_blueprint
from staffing.slips.personal import CardOffer
from staffing.slips.views import blueprint as slips_blueprint
from staffing.statistics.table_views import blueprint as tables_blueprint
from staffing.statistics.views import blueprint as statistics_blueprint
from staffing.teachers.evidence import TEACHER_SUBJECTS
from staffing.warnings.exporting import WARNING_EXPORTS
from staffing.warnings.jobs import CHECK_WARNINGS
from staffing.warnings.views import blueprint as warnings_blueprint
from staffing.wishes.panels import teachers_panel
from staffing.wishes.personal import wishes_card
from staffing.wishes.views import blueprint as wishes_blueprint

# The features in the order of the officer's menu.
BLUEPRINTS = (
    dashboard_blueprint,
    rotation_years_blueprint,
    allotments_blueprint,
    slips_blueprint,
    wishes_blueprint,
    imports_blueprint,
    quality_blueprint,
    collecting_blueprint,
    indicators_blueprint,
    warnings_blueprint,
    qualifications_blueprint,
    eligibility_blueprint,
    confirmations_blueprint,
    needs_blueprint,
    establishment_blueprint,
    schools_blueprint,
    teachers_blueprint,
    finding_blueprint,
    editing_blueprint,
    changes_blueprint,
    documents_blueprint,
    orders_blueprint,
    postings_blueprint,
    notices_blueprint,
    attachments_blueprint,
    handbook_blueprint,
    policy_blueprint,
    accounts_blueprint,
    api_blueprint,
    audit_blueprint,
    jobs_blueprint,
    plans_blueprint,
    receipts_blueprint,
    service_blueprint,
    inspection_blueprint,
    board_blueprint,
    decisions_blueprint,
    scenarios_blueprint,
    public_notices_blueprint,
    cities_blueprint,
    tables_blueprint,
    statistics_blueprint,
)

# What the worker can run.
JOB_KINDS: tuple[JobKind, ...] = (
    SOLVE_PLAN, CHECK_LIST, STUDY_GAPS, ANSWER_PLAN, REPAIR_PLAN, SWEEP_SETTING, IMPORT_FILE, MAKE_EXPORT, COLLECT, CHECK_QUALITY,
    STUDY_INFLUENCE, BULK_EDIT, DELETE_ATTACHMENTS, MAKE_DOCUMENTS, MAKE_EVIDENCE, CHECK_WARNINGS, POST_MOVES)

# What each feature offers on the home page of a teacher who came with a slip.
PERSONAL_CARDS: tuple[CardOffer, ...] = (facts_card, wishes_card, receipt_card)

# What evidence may belong to; each feature offers its own records.
SUBJECTS: tuple[SubjectKind, ...] = (*TEACHER_SUBJECTS, REQUEST_SUBJECT, FINDING_SUBJECT, CONFIRMATION_SUBJECT)

# The lists that may leave the county; each feature hands over its own.
EXPORTS: tuple[ExportKind, ...] = (
    *PLAN_EXPORTS,
    *ORDER_EXPORTS,
    *POSTING_EXPORTS,
    *ELIGIBILITY_EXPORTS,
    *ALLOTMENT_EXPORTS,
    *INDICATOR_EXPORTS,
    *NEED_EXPORTS,
    *QUALIFICATION_EXPORTS,
    *ESTABLISHMENT_EXPORTS,
    *IMPORT_EXPORTS,
    *QUALITY_EXPORTS,
    *SERVICE_EXPORTS,
    *DECISION_EXPORTS,
    *NOTICE_EXPORTS,
    *INSPECTION_EXPORTS,
    *WARNING_EXPORTS,
)

# Who still needs a plan that is to be deleted.
PLAN_KEEPERS = (keep_decided,)

# The documents that are filled from Word templates; each feature hands over its own.
DOCUMENTS: tuple[DocumentKind, ...] = (*by_ledger(CERTIFICATES), *INSPECTION_DOCUMENTS, *PAPERS)


def create_app(config: Config | None = None) -> Flask:
    """Return the web application for one installation."""
    settings = config or Config()
    app = Flask("staffing", root_path=str(PROJECT_ROOT / "staffing"), template_folder=str(PROJECT_ROOT / "templates"),
                instance_path=str(settings.instance_dir.resolve()))
    app.config.from_mapping(settings.flask_settings())
    bind_extensions(app)
    asked_numbers.ask_numbers(app)
    filters.register_filters(app)
    pages.register_page_helpers(app)
    as_of.register_as_of(app)
    register_error_pages(app)
    app.register_blueprint(assets.blueprint)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    security.protect(app)
    register_delivery(app)
    register_kinds(app, JOB_KINDS)
    register_exports(app, EXPORTS)
    register_subjects(app, SUBJECTS)
    register_documents(app, DOCUMENTS)
    app.after_request(sessions.touch_session)
    app.after_request(log_denial)
    app.config["SCHOOL_CHOICES"] = list_school_choices
    app.config["TEACHER_LIST"] = listed_teachers
    app.config["HEADER_FACTS"] = header_facts
    app.config["COUNTY_RULES"] = ruleset_code_of
    app.config["RULE_WORDS"] = code_words
    app.config["YEAR_WAITING"] = YEAR_WAITING
    app.config["YEAR_PANELS"] = (*YEAR_PANELS, teachers_panel)
    app.config["ALLOTMENT_PANELS"] = (allotment_panel,)
    app.config["PERSONAL_CARDS"] = PERSONAL_CARDS
    KEEPERS[:] = PLAN_KEEPERS
    app.config["FIX_DEMANDS"] = (open_matters,)
    app.config["BATCH_HOLDERS"] = (collection_holder,)
    app.config.update(CARRIED_POINTS=carried_points, RECEIPT_DATES=notice_dates, RECEIPT_FIRST_DAY=first_day)
    guard_every_view(app)
    app.before_request(demand_own_password)
    return app


def bind_extensions(app: Flask) -> None:
    """Give each extension its application."""
    db.init_app(app)
    with app.app_context():
        prepare_engine(db.engine)
        keep_history(db.engine)
    csrf.init_app(app)
    limiter.init_app(app)
    login_manager.init_app(app)
    login_manager.login_view = "accounts.sign_in"
    login_manager.login_message = None
    login_manager.request_loader(load_reader)
    app.config["LANGUAGES"] = i18n.LANGUAGES
    catalogue.ensure_compiled()
    babel.init_app(app, locale_selector=lambda: i18n.choose_locale(current_user))
