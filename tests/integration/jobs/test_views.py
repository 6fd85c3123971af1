"""Pages about jobs, by role and state."""

from staffing.accounts.models import UserSession
from staffing.core.access import Role
from staffing.extensions import db
from staffing.jobs.models import Job, JobState
from tests.factories.jobs import create_job
from tests.factories.schools import create_county


def test_list_shows_running_and_ended_jobs_when_there_are_some(officer, county):
    create_job(county=county, state=JobState.FAILED, error="lease_expired", attempts=3)
    running = create_job(county=county, state=JobState.RUNNING, attempts=2,
                         progress={"phase": "x", "value": 1234.0, "bound": 1200.0, "gap": 0.0276, "elapsed_s": 3, "time_limit_s": 60})
    text = officer.get("/jobs/").text
    assert f'id="job-{running.id}"' in text
    assert "1,234" in text
    assert "2.76 %" in text


def test_fragment_reloads_the_page_when_the_job_has_ended(officer, county):
    job = create_job(county=county, state=JobState.RUNNING)
    assert "HX-Refresh" not in officer.get(f"/jobs/{job.id}/progress").headers
    job.state = JobState.DONE
    assert officer.get(f"/jobs/{job.id}/progress").headers["HX-Refresh"] == "true"


def test_watching_does_not_prolong_the_session_when_the_header_is_sent(officer, county, monkeypatch):
    monkeypatch.setattr("staffing.accounts.sessions.TOUCH_SECONDS", -1)
    job = create_job(county=county, state=JobState.RUNNING)
    session = db.session.query(UserSession).one()
    seen = session.seen_at
    officer.get(f"/jobs/{job.id}/progress", headers={"X-Staffing-Watching": "1"})
    db.session.refresh(session)
    assert session.seen_at == seen


def test_cancel_is_written_and_logged_when_an_officer_asks(officer, county):
    job = create_job(county=county)
    answer = officer.post(f"/jobs/{job.id}/cancel")
    assert answer.status_code == 302
    assert db.session.get_one(Job, job.id, populate_existing=True).state is JobState.CANCELLED


def test_cancel_is_forbidden_when_the_person_only_reads(client_as, county):
    job = create_job(county=county)
    assert client_as(Role.INSPECTOR).post(f"/jobs/{job.id}/cancel").status_code == 403
    assert client_as(Role.CLERK).get("/jobs/").status_code == 403


def test_job_of_another_county_is_not_found_when_asked_for(officer):
    job = create_job(county=create_county())
    assert officer.get(f"/jobs/{job.id}/progress").status_code == 404
    assert officer.post(f"/jobs/{job.id}/cancel").status_code == 404
