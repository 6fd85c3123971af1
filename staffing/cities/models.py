"""Stored runs over a city: for one rotation year a plan and a job per county. The jobs themselves stand in the ledger."""

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from staffing.core.database import Base, Timestamps, enum_column
from staffing.core.enums import LabelledEnum
from staffing.jobs.models import Job
from staffing.schools.models import City, County


class Refusal(LabelledEnum):
    """Why no plan could be asked for in a county, to be put right by the county itself."""

    NO_YEAR = "no_year", _l("The county has not opened this rotation year")
    NO_LIST = "no_list", _l("The county has not decided yet who qualifies")
    COUNTS_OPEN = "counts_open", _l("The county's rules have not chosen where an exchanged teacher counts")
    NAME_TAKEN = "name_taken", _l("The county has a plan of this name that the city did not ask for")
    BUSY = "busy", _l("The county's plan is being worked on already")


class CityRun(Timestamps, Base):
    """One run over all counties of a city (全市方案) for one rotation year. Its counties are settled when it begins.

    ``time_limit_s`` is the longest search per county in seconds, None where each county's own setting holds.
    """

    __tablename__ = "city_run"
    __table_args__ = (UniqueConstraint("city_id", "school_year", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    city_id: Mapped[int] = mapped_column(ForeignKey("city.id"))
    school_year: Mapped[int]
    name: Mapped[str] = mapped_column(String(80))
    time_limit_s: Mapped[float | None]
    created_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))

    city: Mapped[City] = relationship()
    entries: Mapped[list["CityRunCounty"]] = relationship(back_populates="run", order_by="CityRunCounty.id", cascade="all, delete-orphan")


class CityRunCounty(Base):
    """One county of a run: its plan and the job that solves it, or why there is none."""

    __tablename__ = "city_run_county"
    __table_args__ = (UniqueConstraint("run_id", "county_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("city_run.id", ondelete="CASCADE"))
    county_id: Mapped[int] = mapped_column(ForeignKey("county.id"), index=True)
    plan_id: Mapped[int | None] = mapped_column(ForeignKey("plan.id", ondelete="SET NULL"), index=True)
    job_id: Mapped[int | None] = mapped_column(ForeignKey("job.id"))
    refusal: Mapped[Refusal | None] = mapped_column(enum_column(Refusal, "refusal"))

    run: Mapped[CityRun] = relationship(back_populates="entries")
    county: Mapped[County] = relationship()
    job: Mapped[Job | None] = relationship()
