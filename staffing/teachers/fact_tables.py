"""The stored tables about teachers as facts of sheets fill them, in the order in which they can be stored."""

from decimal import Decimal
from typing import Final

from staffing.core.facts import FactTable, Field
from staffing.schools.columns import STAGES
from staffing.schools.fact_tables import OF_SCHOOL, VALID_FROM, VALID_TO
from staffing.teachers import columns
from staffing.teachers.enums import AppointmentKind, PostStatus, PostTrack, ServiceStage
from staffing.teachers.models import (
    Appointment,
    Appraisal,
    BackboneHonour,
    Certificate,
    Deferral,
    Degree,
    Discipline,
    Employment,
    Leadership,
    RotationRecord,
    Teacher,
    TitleGrant,
    TrainingRecord,
)

OF_TEACHER: Final = Field("teacher", "教职工", reference="teacher")

TEACHER = FactTable("teacher", Teacher, (Field("number", "教职工编号"),), (
    Field("name", "姓名"), Field("sex", "性别", choices=columns.SEXES), Field("birth_date", "出生日期"), Field("id_number", "身份证号", secret=True),
    Field("phone", "手机号码", secret=True), Field("ethnic_group", "民族", ""), Field("political_status", "政治面貌", ""),
    Field("work_began_on", "参加工作时间"), Field("teaching_began_on", "从教时间"), Field("home_township", "家庭所在乡镇", ""),
    Field("partner", "配偶教职工编号", reference="teacher"), Field("remark", "备注", ""),
))
EMPLOYMENT = FactTable("employment", Employment, (OF_TEACHER, VALID_FROM), (
    Field("kind", "用人形式", choices=columns.EMPLOYMENTS), Field("category", "教职工类别", choices=columns.CATEGORIES), Field("track", "岗位身份", PostTrack.CADRE, choices=columns.TRACKS),
    Field("stage_of_service", "服务阶段", ServiceStage.TERM, choices=columns.SERVICE_STAGES), Field("status", "在岗状态", PostStatus.IN_POST, choices=columns.STATUSES), VALID_TO,
))
# Several spans may begin on one day (走教); the place of teaching tells them apart, and is a value all the same.
APPOINTMENT = FactTable("appointment", Appointment, (OF_TEACHER, VALID_FROM, Field("slot", "任教学部", transient=True)), (
    Field("section", "任教学部", reference="section"), Field("kind", "任职类型", AppointmentKind.REGULAR, choices=columns.APPOINTMENT_KINDS), Field("personnel_school", "编制所在学校", reference="school"),
    Field("personnel_stage", "编制所在学段", choices=STAGES), Field("subject", "任教学科", ""), Field("more_subjects", "兼教学科", ""),
    Field("graduating_class", "毕业班", False), Field("share", "份额", Decimal(1)), VALID_TO,
))
CERTIFICATE = FactTable("certificate", Certificate, (OF_TEACHER, Field("kind", "资格种类", choices=columns.CERTIFICATE_KINDS), Field("subject", "任教学科")), (Field("issued_on", "发证日期"),))
DEGREE = FactTable("degree", Degree, (OF_TEACHER, Field("level", "学历", choices=columns.DEGREE_LEVELS), Field("graduated_on", "毕业日期")), (
    Field("academic_degree", "学位", ""), Field("institution", "毕业院校", ""), Field("major", "专业", ""),
))
TITLE = FactTable("title", TitleGrant, (OF_TEACHER, Field("level", "职称", choices=columns.TITLE_LEVELS)), (
    Field("granted_on", "评定日期"), Field("engaged_on", "聘任日期"), Field("post_grade", "岗位等级"),
))
HONOUR = FactTable("honour", BackboneHonour, (
    OF_TEACHER, Field("level", "级别", choices=columns.BACKBONE_LEVELS), Field("name", "称号名称"), Field("granted_on", "授予日期"),
), (Field("expires_on", "有效期至"),))
TRAINING = FactTable("training", TrainingRecord, (OF_TEACHER, Field("year", "年度"), Field("kind", "培训类别")), (Field("hours", "学时"),))
APPRAISAL = FactTable("appraisal", Appraisal, (OF_TEACHER, Field("year", "年度")), (Field("grade", "考核等次", choices=columns.APPRAISALS),))
ROTATION = FactTable("rotation", RotationRecord, (OF_TEACHER, Field("starts_on", "开始日期")), (
    Field("kind", "交流类型"), Field("from_school", "原学校", reference="school"), Field("from_school_name", "原学校名称", ""),
    Field("to_school", "交流学校", reference="school"), Field("to_school_name", "交流学校名称", ""), Field("ends_on", "结束日期"),
    Field("relation_moved", "是否调动人事关系", False), Field("full_time", "是否全职", True),
))
DEFERRAL = FactTable("deferral", Deferral, (OF_TEACHER, Field("ground", "暂缓事由", restricted=True), VALID_FROM), (
    Field("has_evidence", "有无证明", False, restricted=True), Field("evidence_name", "证明名称", "", restricted=True), VALID_TO,
    Field("content", "情况说明", secret=True, restricted=True),
))
DISCIPLINE = FactTable("discipline", Discipline, (OF_TEACHER, Field("kind", "处分种类", restricted=True, choices=columns.DISCIPLINES), VALID_FROM), (
    VALID_TO, Field("content", "内容", secret=True, restricted=True),
))
LEADERSHIP = FactTable("leadership", Leadership, (OF_TEACHER, OF_SCHOOL, Field("role", "职务", choices=columns.LEADER_ROLES), VALID_FROM), (VALID_TO, Field("term", "第几届", 1)))

TEACHER_TABLES: Final = (
    TEACHER, EMPLOYMENT, APPOINTMENT, CERTIFICATE, DEGREE, TITLE, HONOUR, TRAINING, APPRAISAL, ROTATION, DEFERRAL, DISCIPLINE, LEADERSHIP,
)
