"""A whole rotation year walked in the browser by everybody who has a part in it: officer, clerk, teacher, principal, leader, inspector.

The tests build on each other. The county's days are turned by starting the server anew as on another day; an appeal is upheld and the
plan amended in the middle. Each page is photographed at desk and phone width and its console must be clean.
"""

import pathlib
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.support.ui import Select, WebDriverWait

from tests.browser.conftest import (
    ROOT,
    Site,
    free_port,
    settings_of,
    wait_for,
    wait_for_part,
    wait_until_served,
)
from tests.browser.people import enter

SCHOOL = "市第十八小学"
PLAN = "走查方案"
SOLVE_SECONDS = 240
pytestmark = pytest.mark.timeout(900)


class County(Site):
    """A small demonstration county whose days can be turned."""

    def __init__(self, folder) -> None:
        """Load the county; nobody serves it yet."""
        self.port = free_port()
        self.environment = settings_of(folder, self.port)
        super().__init__(f"http://127.0.0.1:{self.port}", folder, {})
        self.codes: dict[str, str] = {}
        self.first_version, self.notice, self.public = "", "", ""
        self.processes: list[subprocess.Popen] = []

    def on(self, day: str) -> None:
        """Serve and work as on this day."""
        self.stop()
        self.processes = [subprocess.Popen(
            [sys.executable, "-m", "tests.helpers.clocked", day, command], env=self.environment, cwd=ROOT,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) for command in ("serve", "work")]
        wait_until_served(self.address)

    def stop(self) -> None:
        """End what runs."""
        for process in self.processes:
            process.send_signal(signal.SIGTERM)
        for process in self.processes:
            process.wait(timeout=30)
        self.processes = []


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, county_loaded: pathlib.Path) -> Iterator[County]:
    """Return the county; what serves it ends with the tests."""
    county = County(tmp_path_factory.mktemp("year"))
    shutil.copytree(county_loaded, county.folder, dirs_exist_ok=True)
    yield county
    county.stop()


def go(browser: WebDriver, site: Site, path: str) -> None:
    """Open a page."""
    browser.get(site.address + path)


def press(browser: WebDriver, selector: str) -> None:
    """Press a part of the page, saying yes to what it asks."""
    wait_for_part(browser, selector)
    item = browser.find_element(By.CSS_SELECTOR, selector)
    browser.execute_script("window.confirm = () => true; arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", item)
    item.click()


def put(browser: WebDriver, **answers: str) -> None:
    """Fill fields by name; a list to choose from takes the text of its option, a group of buttons the value."""
    for name, text in answers.items():
        selector = f"main [name='{name}']:not([type=hidden])"
        wait_for_part(browser, selector)
        item = browser.find_element(By.CSS_SELECTOR, selector)
        if item.tag_name == "select":
            choose(Select(item), text)
        elif item.get_attribute("type") == "radio":
            press(browser, f"main [name='{name}'][value='{text}']")
        elif item.get_attribute("type") == "date":
            # How a day is typed depends on the browser's language, what is sent does not.
            browser.execute_script("arguments[0].value = arguments[1]", item, text)
        else:
            item.clear()
            item.send_keys(text)


def choose(offered: Select, wanted: str) -> None:
    """Choose an option by its value, or by what it says."""
    if wanted in [option.get_attribute("value") for option in offered.options]:
        offered.select_by_value(wanted)
    else:
        offered.select_by_visible_text(wanted)


def follow(browser: WebDriver, words: str) -> None:
    """Follow the first link in the page's main part with these words."""
    browser.get(browser.find_element(By.XPATH, f"//main//a[contains(normalize-space(.), '{words}')]").get_attribute("href"))


def done(browser: WebDriver) -> str:
    """Return what the page says went well; it must say something."""
    wait_for_part(browser, "main .notice-success")
    return browser.find_element(By.CSS_SELECTOR, "main .notice-success").text


def step_on(browser: WebDriver, site: Site, step: str) -> None:
    """Take the year to its next step."""
    go(browser, site, "/rotation-year/")
    press(browser, "form[action*='/step'] button.button-primary")
    assert step in done(browser)


def as_teacher(browser: WebDriver, site: County, code: str) -> None:
    """Come in with a personal slip, whoever was there before."""
    browser.delete_all_cookies()
    go(browser, site, "/my/")
    put(browser, code=code)
    press(browser, "main form button[type=submit]")
    WebDriverWait(browser, 20).until(lambda driver: driver.current_url.endswith("/my/home"))


def review_and_approve(browser: WebDriver) -> None:
    """Review the version on the page, then approve it; both as the leader."""
    press(browser, "main form[action$='/review'] button.button-primary")
    wait_for_part(browser, "main form[action$='/approve']")
    press(browser, "main form[action$='/approve'] button.button-primary")
    WebDriverWait(browser, 30).until(lambda driver: not driver.find_elements(By.CSS_SELECTOR, "main form[action$='/approve']"))


def test_the_year_begins_with_allotments(browser, site, shoot):
    site.on("2027-04-12")
    enter(browser, site, "officer")
    go(browser, site, "/rotation-year/")
    press(browser, "main details summary.button")
    put(browser, step="退回到：方案与名额", reason="本年度从方案与名额重新走起")
    press(browser, "main details form button")
    assert "方案与名额" in done(browser)
    shoot("year-01-begin")
    go(browser, site, "/allotments/")
    press(browser, "form[action*='compute'] button")
    done(browser)
    shoot("year-02-allotments")
    step_on(browser, site, "资格名单")


def test_the_eligibility_list_is_made_and_slips_are_printed(browser, site, shoot):
    go(browser, site, "/eligibility/")
    press(browser, "main form button")
    wait_for(browser, "符合可派")
    step_on(browser, site, "资格核对")
    go(browser, site, "/slips/")
    follow(browser, SCHOOL)
    press(browser, "form[action$='/print'] button")
    wait_for_part(browser, ".slip-code")
    for slip in browser.find_elements(By.CSS_SELECTOR, ".slip"):
        site.codes[slip.find_element(By.TAG_NAME, "h2").text] = slip.find_element(By.CSS_SELECTOR, ".slip-code").text
    assert len(site.codes) > 30
    shoot("year-03-slips")


def test_teachers_confirm_or_object_with_their_slips(browser, site, shoot):
    names = list(site.codes)
    as_teacher(browser, site, site.codes[names[0]])
    shoot("year-04-my-pages")
    go(browser, site, "/my/facts")
    assert names[1] not in browser.find_element(By.TAG_NAME, "body").text
    shoot("year-05-my-facts")
    put(browser, answer="confirmed")
    press(browser, "main form.card button[type=submit]")
    done(browser)
    as_teacher(browser, site, site.codes[names[1]])
    go(browser, site, "/my/facts")
    put(browser, answer="objected", words="进入本校的年月应为2014年9月，请核对人事档案。")
    press(browser, "main form.card button[type=submit]")
    done(browser)


def test_the_bureau_decides_objections_and_fixes_the_list(browser, site, shoot):
    enter(browser, site, "officer")
    go(browser, site, "/confirmations/objections")
    shoot("year-06-objections")
    follow(browser, list(site.codes)[1])
    put(browser, decision="refused", reason="人事档案记载与登记一致，维持原登记。")
    press(browser, "main form.card button[type=submit]")
    wait_for(browser, "没有待处理的异议", "没有异议等待")
    go(browser, site, "/eligibility/")
    press(browser, "form[action*='fix'] button")
    put(browser, reason="演示走查：其余教师已由学校统一核对。")
    press(browser, "main form.card button[type=submit], main form[method=post] button[type=submit]")
    wait_for_part(browser, "a[href*='/confirmations/']")
    assert not browser.find_elements(By.CSS_SELECTOR, "form[action*='fix']"), "the list is fixed"
    shoot("year-07-list-fixed")
    step_on(browser, site, "需求与岗位")
    go(browser, site, "/needs/")
    shoot("year-08-needs")
    step_on(browser, site, "志愿")


def test_a_teacher_hands_in_wishes_and_gets_a_receipt(browser, site, shoot):
    site.on("2027-06-03")
    as_teacher(browser, site, next(iter(site.codes.values())))
    go(browser, site, "/my/wishes")
    first = Select(browser.find_element(By.NAME, "wish_1"))
    first.select_by_index(1)
    Select(browser.find_element(By.NAME, "wish_2")).select_by_index(2)
    shoot("year-09-wishes")
    press(browser, "main form.card button[type=submit]")
    WebDriverWait(browser, 30).until(lambda driver: driver.current_url.endswith("/my/wishes/receipt"))
    assert re.search(r"\d", browser.find_element(By.TAG_NAME, "main").text)
    shoot("year-10-wishes-receipt")


def test_the_officer_proposes_and_asks_the_schools(browser, site, shoot):
    enter(browser, site, "officer")
    step_on(browser, site, "方案测算")
    go(browser, site, "/plans/")
    follow(browser, "新建方案")
    put(browser, name=PLAN)
    press(browser, "main form[method=post] button[type=submit]")
    WebDriverWait(browser, 30).until(lambda driver: PLAN in driver.title)
    press(browser, "form[action$='/propose'] button")
    wait_for(browser, "复核通过", seconds=SOLVE_SECONDS)
    shoot("year-11-plan")
    follow(browser, "编排台")
    shoot("year-12-board")


def test_the_plan_is_submitted_reviewed_and_approved_by_different_people(browser, site, shoot):
    step_on(browser, site, "方案审批")
    go(browser, site, "/plans/")
    follow(browser, PLAN)
    follow(browser, "送审")
    shoot("year-13-submit")
    press(browser, "main form.card button[type=submit], main form[method=post] button.button-primary")
    done(browser)
    assert not browser.find_elements(By.CSS_SELECTOR, "form[action$='/approve']"), "whoever submitted must not approve"
    shoot("year-14-version")
    enter(browser, site, "leader")
    go(browser, site, "/decisions/")
    follow(browser, "版")
    shoot("year-15-leader")
    review_and_approve(browser)


def test_the_list_is_made_public_and_an_objection_is_answered(browser, site, shoot):
    site.on("2027-07-19")
    enter(browser, site, "officer")
    step_on(browser, site, "公示")
    go(browser, site, "/decisions/")
    follow(browser, "版")
    site.first_version = browser.current_url
    go(browser, site, f"/public-notices/versions/{site.first_version.rsplit('/', 1)[1]}/open")
    put(browser, starts_on="2027-07-19")
    press(browser, "main form.card button[type=submit]")
    wait_for_part(browser, "a[href*='/notice/']")
    site.notice, site.public = browser.current_url, browser.find_element(By.CSS_SELECTOR, "a[href*='/notice/']").get_attribute("href")
    follow(browser, "登记异议")
    put(browser, objector="匿名", ground="名单中有教师身体不适，请核实。", received_on="2027-07-20")
    press(browser, "main form.card button[type=submit]")
    browser.get(site.notice)
    follow(browser, "匿名")
    put(browser, outcome="rejected", answer="已向学校和本人核实，情况不属实，维持名单。")
    press(browser, "main form.card button[type=submit]")
    browser.get(site.notice)
    wait_for(browser, "维持名单")
    shoot("year-16-notice")
    browser.delete_all_cookies()
    browser.get(site.public)
    headings = [item.text for item in browser.find_elements(By.CSS_SELECTOR, "table thead th")]
    assert headings == ["序号", "姓名", "现任教学校", "拟交流学校", "学段学科", "交流类型", "起止时间"]
    shoot("year-17-public")


def test_the_public_page_closes_itself_and_an_appeal_amends_the_plan(browser, site, shoot):
    site.on("2027-08-02")
    browser.get(site.public)
    assert not browser.find_elements(By.CSS_SELECTOR, "table"), "the period is over"
    browser.get_log("browser")  # the browser notes that the page is gone, as it should be
    enter(browser, site, "officer")
    step_on(browser, site, "申诉")
    browser.get(site.first_version)
    moved = browser.find_element(By.CSS_SELECTOR, "#moves ~ .table-wrap tbody th .small, h2#moves + .table-wrap tbody th .small").text
    go(browser, site, f"/public-notices/versions/{site.first_version.rsplit('/', 1)[1]}/appeals/new")
    put(browser, person=moved, channel="teacher", ground="本人须照料重病家属，附医院证明。", received_on="2027-08-02")
    press(browser, "main form.card button[type=submit]")
    go(browser, site, "/public-notices/")
    browser.get(browser.find_element(By.CSS_SELECTOR, "a[href*='/public-notices/appeals/']").get_attribute("href"))
    put(browser, outcome="upheld", remedy="stays", answer="理由成立，本年度不交流。")
    press(browser, "main form.card button[type=submit]")
    wait_for_part(browser, "dl.facts a[href*='/plans/'], tbody a[href*='/plans/']")
    mended = browser.find_element(By.CSS_SELECTOR, "dl.facts a[href*='/plans/'], tbody a[href*='/plans/']").get_attribute("href")
    shoot("year-18-appeal")
    browser.get(mended)
    wait_for(browser, "复核通过", seconds=SOLVE_SECONDS)
    browser.get(mended)
    follow(browser, "送审")
    press(browser, "main form[method=post] button.button-primary")
    done(browser)
    enter(browser, site, "leader")
    go(browser, site, "/decisions/")
    follow(browser, "第 2 版")
    wait_for(browser, "退出", "取消", "增加", "变更")
    shoot("year-19-amended")
    review_and_approve(browser)
    browser.get(site.first_version)
    wait_for(browser, "替代")


def test_orders_are_issued_with_numbers(browser, site, shoot):
    site.on("2027-08-20")
    enter(browser, site, "officer")
    step_on(browser, site, "调令")
    go(browser, site, "/orders/")
    for kind in ("order_notice", "order_transfer", "order_letter"):
        put(browser, kind=kind, prefix="演教发", issued_on="2027-08-20", report_by="2027-08-28", override_reason="调整后的名单已告知各校")
        press(browser, "form[action$='/orders/issue'] button[type=submit]")
        done(browser)
    shoot("year-20-orders")
    go(browser, site, "/orders/register")
    wait_for(browser, "号")
    shoot("year-21-register")


def test_moves_are_posted_and_arrivals_confirmed(browser, site, shoot):
    site.on("2027-09-01")
    enter(browser, site, "officer")
    step_on(browser, site, "到岗")
    go(browser, site, "/postings/")
    if browser.find_elements(By.CSS_SELECTOR, "form[action$='/postings/post'] [name=reason]"):
        put(browser, reason="调整后的名单已告知各校")
    press(browser, "form[action$='/postings/post'] button[type=submit]")
    WebDriverWait(browser, 120).until(lambda driver: driver.get(site.address + "/postings/") or driver.find_elements(By.CSS_SELECTOR, "main tbody th a"))
    shoot("year-22-postings")
    browser.get(browser.find_element(By.CSS_SELECTOR, "main tbody th a").get_attribute("href"))
    put(browser, arrival="arrived", arrived_on="2027-09-01")
    press(browser, "form[action$='/arrival'] button[type=submit]")
    wait_for(browser, "已到岗", "已报到")
    shoot("year-23-arrival")


def test_the_inspector_looks_at_the_evidence(browser, site, shoot):
    enter(browser, site, "inspector")
    go(browser, site, "/inspection/")
    wait_for(browser, "交流")
    shoot("year-24-inspection")


def test_the_stint_is_assessed_and_the_return_list_made(browser, site, shoot):
    site.on("2028-07-05")
    enter(browser, site, "officer")
    step_on(browser, site, "考核")
    step_on(browser, site, "期满返回")
    go(browser, site, "/postings/returns")
    shoot("year-25-returns")
    step_on(browser, site, "已结束")
    shoot("year-26-closed")
