"""A whole rotation year walked in the browser by everybody who has a part in it: officer, clerk, teacher, principal, leader, inspector.

The tests build on each other. What one person hands on, the next takes up from the own workbench; the county's days turn while it
runs; an appeal is upheld and the plan amended in the middle. Each page is photographed at desk and phone width and its console
must be clean.
"""

import pathlib
import re
from collections.abc import Callable, Iterator

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select, WebDriverWait

from tests.browser.conftest import wait_for, wait_for_part
from tests.browser.handbook import WALKED, is_wanted, keep
from tests.browser.people import enter
from tests.browser.walking import (
    County,
    as_teacher,
    done,
    fact,
    follow,
    go,
    main_text,
    press,
    put,
    review_and_approve,
    row_of,
    send,
    step_on,
    take_up,
    texts,
    word_file,
)

PLAN = "走查方案"
WHY_NOT = "该教师为毕业班班主任，拟请缓一年。"
BUREAU_WORDS = "接替人选已安排。"
SOLVE_SECONDS = 240
pytestmark = pytest.mark.timeout(900)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, county_loaded: pathlib.Path) -> Iterator[County]:
    """Return the county; what serves it ends with the tests."""
    county = County(tmp_path_factory.mktemp("year"), county_loaded)
    yield county
    county.stop()


@pytest.fixture
def shoot(shoot, browser) -> Callable[[str], None]:
    """Return the photographer, who on demand keeps a picture for the handbook too."""

    def take(name: str) -> None:
        shoot(name)
        if is_wanted() and name in WALKED:
            keep(browser, *WALKED[name])

    return take


def test_the_year_begins_with_allotments_and_the_eligibility_list(browser, site, shoot):
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
    go(browser, site, "/eligibility/")
    press(browser, "main form button")
    wait_for(browser, "符合可派")
    site.qualify = int(texts(browser, ".card .figure")[0])
    step_on(browser, site, "资格核对")


def test_the_clerk_prints_the_slips_of_the_own_school(browser, site, shoot):
    enter(browser, site, "clerk")
    site.school = browser.find_element(By.CSS_SELECTOR, "section[aria-labelledby=own] a[href*='/schools/']").text
    go(browser, site, "/slips/")
    press(browser, "form[action$='/print'] button")
    wait_for_part(browser, ".slip-code")
    for slip in browser.find_elements(By.CSS_SELECTOR, ".slip"):
        site.codes[slip.find_element(By.TAG_NAME, "h2").text] = slip.find_element(By.CSS_SELECTOR, ".slip-code").text
    assert len(site.codes) > 5
    assert site.school in browser.title
    shoot("year-03-slips")


def test_teachers_confirm_or_object_with_their_slips(browser, site, shoot):
    names = list(site.codes)
    as_teacher(browser, site, names[0])
    shoot("year-04-my-pages")
    go(browser, site, "/my/facts")
    assert names[1] not in main_text(browser)
    shoot("year-05-my-facts")
    put(browser, answer="confirmed")
    send(browser)
    done(browser)
    as_teacher(browser, site, names[1])
    go(browser, site, "/my/facts")
    put(browser, answer="objected", words="进入本校的年月应为2014年9月，请核对人事档案。")
    send(browser)
    done(browser)


def test_the_clerk_confirms_the_facts_of_the_school_and_objects_to_some(browser, site, shoot):
    names = list(site.codes)
    enter(browser, site, "clerk")
    take_up(browser, site, "尚未核对")
    assert site.school in browser.title
    assert {name.split()[0] for name in texts(browser, "main tbody th")} >= set(names)
    go_on = row_of(browser, names[2]).find_element(By.CSS_SELECTOR, "a[href$='/school']").get_attribute("href")
    browser.get(go_on)
    put(browser, answer="objected", words="该教师2026年9月已评为一级教师，请更正职称。")
    send(browser)
    assert names[2] in done(browser)
    press(browser, "form[action$='/confirm-rest'] button")
    confirmed = int(re.search(r"\d+", done(browser))[0])
    assert confirmed == texts(browser, "main tbody td[data-label='学校']").count("已确认") > 1
    assert "有异议" in row_of(browser, names[2]).text
    shoot("year-06-clerk")
    go(browser, site, "/")
    assert "尚未核对" not in main_text(browser)


def test_the_bureau_decides_objections_and_fixes_the_list(browser, site, shoot):
    enter(browser, site, "officer")
    take_up(browser, site, "资格核对异议待处理（2）")
    shoot("year-07-objections")
    for name in list(site.codes)[1:3]:
        follow(browser, name)
        put(browser, decision="refused", reason="人事档案记载与登记一致，维持原登记。")
        send(browser)
        assert "已处理" in done(browser)
    wait_for(browser, "没有待处理的异议", "没有异议等待")
    go(browser, site, "/eligibility/")
    press(browser, "form[action*='fix'] button")
    put(browser, reason="演示走查：其余学校已用书面方式统一核对。")
    send(browser)
    wait_for_part(browser, "a[href*='/confirmations/']")
    assert not browser.find_elements(By.CSS_SELECTOR, "form[action*='fix']"), "the list is fixed"
    shoot("year-08-list-fixed")
    step_on(browser, site, "需求与岗位")
    go(browser, site, "/needs/")
    shoot("year-09-needs")
    step_on(browser, site, "志愿")


def test_one_teacher_hands_in_wishes_and_the_clerk_enters_those_of_another(browser, site, shoot):
    site.on("2027-06-03")
    enter(browser, site, "clerk")
    go(browser, site, "/wishes/")
    site.wishers = texts(browser, "main tbody th a")[:2]
    follow(browser, site.wishers[1])
    Select(browser.find_element(By.NAME, "wish_1")).select_by_index(3)
    put(browser, statement="爱人长期患病，需就近照顾。")
    send(browser)
    WebDriverWait(browser, 30).until(lambda driver: "/wishes/receipts/" in driver.current_url)
    assert site.wishers[1] in main_text(browser)
    go(browser, site, "/wishes/")
    row = row_of(browser, site.wishers[1]).text
    assert "回执" in row
    assert "就近照顾" not in main_text(browser), "the school does not read what is stated"
    shoot("year-10-wishes-of-school")
    as_teacher(browser, site, site.wishers[0])
    go(browser, site, "/my/wishes")
    Select(browser.find_element(By.NAME, "wish_1")).select_by_index(1)
    Select(browser.find_element(By.NAME, "wish_2")).select_by_index(2)
    shoot("year-11-wishes")
    send(browser)
    WebDriverWait(browser, 30).until(lambda driver: driver.current_url.endswith("/my/wishes/receipt"))
    assert re.search(r"回执编号\D*\d+", main_text(browser)), main_text(browser)
    shoot("year-12-wishes-receipt")


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
    shoot("year-13-plan")
    submit = browser.find_element(By.XPATH, "//main//a[contains(., '送审')]").get_attribute("href")
    follow(browser, "编排台")
    shoot("year-14-board")
    browser.get(submit)
    press(browser, "form[action$='/opinions'] button")
    assert "2027-06-08" in done(browser), "three working days"


def test_the_principal_gives_the_opinion_of_the_own_school_and_the_bureau_decides_about_it(browser, site, shoot):
    enter(browser, site, "principal")
    take_up(browser, site, "前反馈本校对拟交流安排的意见")
    rows = browser.find_elements(By.CSS_SELECTOR, "main tbody tr")
    assert len(rows) > 1
    assert all(site.school in row.find_element(By.CSS_SELECTOR, "td[data-label='征求意见学校']").text for row in rows), "of no other school"
    site.objected = rows[0].find_element(By.TAG_NAME, "th").text
    for number, answers in enumerate(({"answer": "disagree", "reason": WHY_NOT}, {"answer": "agree"})):
        browser.get(browser.find_elements(By.CSS_SELECTOR, "main tbody tr")[number].find_element(By.TAG_NAME, "a").get_attribute("href"))
        put(browser, **answers)
        send(browser)
        done(browser)
    assert WHY_NOT.rstrip("。") in row_of(browser, site.objected).text
    shoot("year-15-principal")
    enter(browser, site, "officer")
    take_up(browser, site, "学校不同意的交流安排")
    browser.get(row_of(browser, site.objected).find_element(By.CSS_SELECTOR, "a[href$='/decide']").get_attribute("href"))
    put(browser, outcome="overruled", reason=BUREAU_WORDS)
    send(browser)
    assert "不采纳" in done(browser)
    step_on(browser, site, "方案审批")


def test_the_plan_is_submitted_reviewed_and_approved_by_different_people(browser, site, shoot):
    site.on("2027-07-19")
    go(browser, site, "/plans/")
    follow(browser, PLAN)
    follow(browser, "送审")
    shoot("year-16-submit")
    send(browser)
    done(browser)
    assert not browser.find_elements(By.CSS_SELECTOR, "form[action$='/approve']"), "whoever submitted must not approve"
    assert "年度资格名单" in browser.find_element(By.CSS_SELECTOR, "dl.facts a[href='/eligibility/']").text
    shoot("year-17-version")
    enter(browser, site, "leader")
    go(browser, site, "/")
    shoot("year-18-leader-desk")
    take_up(browser, site, "第 1 版方案等待审核、批准")
    assert "不同意 1 条" in fact(browser, "学校意见")
    shoot("year-18-leader")
    review_and_approve(browser)
    site.first_version = browser.current_url
    site.movers = [name.split()[0] for name in texts(browser, "#moves ~ .table-wrap tbody th")]
    go(browser, site, "/")
    assert "第 1 版方案" not in main_text(browser)


def test_receipts_are_made_and_read_by_nobody_before_the_list_is_public(browser, site, shoot):
    enter(browser, site, "officer")
    step_on(browser, site, "公示")
    take_up(browser, site, "一人一说明尚未生成")
    press(browser, "form[action$='/make'] button")
    assert int(re.search(r"\d+", done(browser))[0]) >= len(site.movers)
    follow(browser, "复核理由")
    wait_for(browser, "均可由方案数据推得")
    as_teacher(browser, site, site.wishers[0])
    assert "我的说明" not in main_text(browser)


def test_the_list_is_made_public_and_an_objection_is_answered(browser, site, shoot):
    enter(browser, site, "officer")
    take_up(browser, site, "尚未公示")
    press(browser, "main a[href$='/open'], .page-actions a[href$='/open']")
    put(browser, starts_on="2027-07-19")
    send(browser)
    wait_for_part(browser, "a[href*='/notice/']")
    site.notice, site.public = browser.current_url, browser.find_element(By.CSS_SELECTOR, "a[href*='/notice/']").get_attribute("href")
    follow(browser, "登记异议")
    put(browser, objector="匿名", ground="名单中有教师身体不适，请核实。", received_on="2027-07-19")
    send(browser)
    done(browser)
    take_up(browser, site, "公示异议待答复")
    follow(browser, "匿名")
    put(browser, outcome="rejected", answer="已向学校和本人核实，情况不属实，维持名单。")
    send(browser)
    assert "名单不变" in done(browser)
    assert "维持名单" in row_of(browser, "匿名").text
    shoot("year-19-notice")
    browser.delete_all_cookies()
    browser.get(site.public)
    assert texts(browser, "table thead th") == ["序号", "姓名", "现任教学校", "拟交流学校", "学段学科", "交流类型", "起止时间"]
    assert sorted(texts(browser, "table tbody td:nth-child(2), table tbody th")) == sorted(site.movers)
    site.ends_in = max(int(day[:4]) for day in re.findall(r"20\d\d[-年.]\d\d?", " ".join(texts(browser, "table tbody td:last-child"))))
    shoot("year-20-public")


def test_a_teacher_reads_the_own_explanation_and_finds_nobody_else_in_it(browser, site, shoot):
    as_teacher(browser, site, site.wishers[0])
    press(browser, "main a[href='/my/receipt']")
    wait_for_part(browser, "article.receipt")
    page = browser.find_element(By.TAG_NAME, "body").text
    assert site.wishers[0] in page
    assert "2027-07-19 至 2027-07-23" in page, "the days on which one may object"
    assert texts(browser, "article.receipt ol li"), "why"
    assert [name for name in {*site.codes, *site.movers} - {site.wishers[0]} if name in page] == []
    shoot("year-21-my-receipt")


def test_the_public_page_closes_itself_and_an_appeal_amends_the_plan(browser, site, shoot):
    site.on("2027-08-02")
    browser.get(site.public)
    assert not browser.find_elements(By.CSS_SELECTOR, "table"), "the period is over"
    browser.get_log("browser")  # the browser notes that the page is gone, as it should be
    enter(browser, site, "officer")
    step_on(browser, site, "申诉")
    browser.get(site.first_version)
    site.movers = [name for name in site.movers if name != site.objected]
    number = row_of(browser, site.movers[0]).find_element(By.CSS_SELECTOR, "th .small").text
    go(browser, site, "/public-notices/")
    follow(browser, "登记申诉")
    put(browser, person=number, channel="teacher", ground="本人须照料重病家属，附医院证明。", received_on="2027-08-02")
    send(browser)
    done(browser)
    take_up(browser, site, "申诉待办理，最近一件 2027-09-01 到期")
    browser.get(browser.find_element(By.CSS_SELECTOR, "a[href*='/public-notices/appeals/']").get_attribute("href"))
    put(browser, outcome="upheld", remedy="stays", answer="理由成立，本年度不交流。")
    shoot("year-22-appeal")
    send(browser)
    assert "变动最少" in done(browser)
    wait_for(browser, "复核通过", seconds=SOLVE_SECONDS)
    follow(browser, "送审")
    send(browser)
    done(browser)
    enter(browser, site, "leader")
    take_up(browser, site, "第 2 版方案")
    assert "取消" in row_of(browser, site.movers[0]).text or "退出" in row_of(browser, site.movers[0]).text
    assert "不同意 1 条" in fact(browser, "学校意见"), "what the school said of a move that stays holds on"
    shoot("year-23-amended")
    review_and_approve(browser)
    site.movers = [name.split()[0] for name in texts(browser, "#moves ~ .table-wrap tbody th")]
    browser.get(site.first_version)
    wait_for(browser, "替代")


def test_the_amended_list_is_made_public_too(browser, site, shoot):
    enter(browser, site, "officer")
    take_up(browser, site, "第 2 版方案已批准")
    press(browser, "main a[href$='/open'], .page-actions a[href$='/open']")
    send(browser)
    wait_for_part(browser, "a[href*='/notice/']")
    take_up(browser, site, "一人一说明尚未生成")
    press(browser, "form[action$='/make'] button")
    done(browser)


def test_orders_are_issued_with_numbers_in_one_row(browser, site, shoot):
    site.on("2027-08-20")
    step_on(browser, site, "调令")
    go(browser, site, "/orders/")
    for kind in ("order_notice", "order_transfer", "order_letter"):
        put(browser, kind=kind, prefix="演教发", issued_on="2027-08-20", report_by="2027-08-28")
        press(browser, "form[action$='/orders/issue'] button[type=submit]")
        done(browser)
    for name in site.movers:
        assert len(re.findall(r"演教发〔2027〕\d+号", row_of(browser, name).text)) == 2, "an order and a letter"
    said = word_file(browser, row_of(browser, site.objected).find_element(By.CSS_SELECTOR, "form[action*='/orders/forms/']"))
    assert f"不同意：{WHY_NOT}教育局意见：不采纳。{BUREAU_WORDS}2027年6月3日" in said
    shoot("year-24-orders")
    go(browser, site, "/orders/register?size=200")
    numbers = [int(re.fullmatch(r"演教发〔2027〕(\d+)号", text)[1]) for text in texts(browser, "main tbody th")]
    assert sorted(numbers) == list(range(1, len(numbers) + 1))
    assert len(numbers) in (1 + 2 * len(site.movers), 50)
    shoot("year-25-register")


def test_moves_are_posted_and_the_receiving_school_confirms_the_arrival(browser, site, shoot):
    site.on("2027-09-01")
    step_on(browser, site, "到岗")
    go(browser, site, "/postings/")
    press(browser, "form[action$='/postings/post'] button[type=submit]")
    WebDriverWait(browser, 120, 1).until(lambda driver: driver.get(site.address + "/postings/") or len(
        driver.find_elements(By.CSS_SELECTOR, "main tbody th a")) == len(site.movers))
    shoot("year-26-postings")
    site.on("2027-09-03")
    enter(browser, site, "principal")
    take_up(browser, site, "到岗待确认")
    rows = browser.find_elements(By.CSS_SELECTOR, "main tbody tr")
    coming = [row for row in rows if site.school in row.find_element(By.CSS_SELECTOR, "td[data-label='接收校']").text]
    site.arrived = coming[0].find_element(By.CSS_SELECTOR, "th a").text
    follow(browser, site.arrived)
    assert "已到岗" not in fact(browser, "到岗")
    put(browser, arrival="arrived", arrived_on="2027-09-01")
    press(browser, "form[action$='/arrival'] button[type=submit]")
    done(browser)
    assert "2027-09-01" in fact(browser, "到岗")
    shoot("year-27-arrival")


def test_the_inspector_finds_the_whole_chain_of_a_person(browser, site, shoot):
    enter(browser, site, "inspector")
    go(browser, site, "/inspection/")
    assert [int(text) for text in texts(browser, ".figures-row .figure")[:2]] == [site.qualify, len(site.movers)]
    shoot("year-28-inspection")
    go(browser, site, "/inspection/sample?seed=7&size=100")
    chain = row_of(browser, site.arrived).text
    assert "2027-07-19 至 2027-07-23 公示" in chain
    assert re.search(r"演教发〔2027〕\d+号", chain)
    assert "已到岗" in chain
    shoot("year-29-chain")


def test_the_stint_is_assessed_and_the_return_list_made(browser, site, shoot):
    site.on(f"{site.ends_in}-07-05")
    enter(browser, site, "principal")
    go(browser, site, "/postings/")
    follow(browser, site.arrived)
    stint = browser.current_url
    put(browser, school_year=str(site.ends_in - 1), grade="excellent", remark="完成交流期教学任务")
    press(browser, "main [name=final]")
    press(browser, "form[action$='/assessment'] button[type=submit]")
    wait_for(browser, "完成交流期教学任务")
    enter(browser, site, "officer")
    step_on(browser, site, "考核")
    step_on(browser, site, "期满返回")
    go(browser, site, f"/postings/returns?school_year={site.ends_in - 1}")
    assert sorted(texts(browser, "main tbody th")) == sorted(site.movers)
    shoot("year-30-returns")
    browser.get(stint)
    put(browser, outcome="returned", on=f"{site.ends_in}-09-01")
    press(browser, "form[action$='/end'] button[type=submit]")
    done(browser)
    go(browser, site, f"/postings/returns?school_year={site.ends_in - 1}")
    assert "期满返回" in row_of(browser, site.arrived).text
    shoot("year-31-returned")
    step_on(browser, site, "已结束")
    shoot("year-32-closed")
