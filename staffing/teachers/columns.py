"""Columns of the sheets about teachers (教师, 任职经历, 教师资格 … 干部任职). Every sheet names the person the same way."""

from typing import Final

from staffing.core.columns import Choice, Column, DataClass, SheetColumns, ValueKind, choices_of
from staffing.schools.columns import SCHOOL, STAGES
from staffing.teachers.enums import (
    AppointmentKind,
    AppraisalGrade,
    BackboneLevel,
    CertificateKind,
    DegreeLevel,
    DisciplineKind,
    EmploymentKind,
    LeaderRole,
    PostStatus,
    PostTrack,
    ServiceStage,
    Sex,
    StaffCategory,
    TitleLevel,
)

SEXES: Final = choices_of(((Sex.MALE, "男", ("1", "男性")), (Sex.FEMALE, "女", ("2", "女性"))))
EMPLOYMENTS: Final = choices_of((
    (EmploymentKind.ESTABLISHED, "在编", ("事业编制", "公办在编", "正式在编", "编内")), (EmploymentKind.CONTRACT, "编外合同", ("编外", "合同制", "临聘", "代课", "非在编", "聘用制")),
    (EmploymentKind.AGENCY, "人事代理", ()), (EmploymentKind.PURCHASED, "购买服务", ("政府购买服务", "劳务派遣")),
    (EmploymentKind.SPECIAL_POST, "特岗", ("新机制", "新机制教师", "特岗教师", "特设岗位")), (EmploymentKind.SILVER_AGE, "银龄", ("银龄教师", "银龄讲学")),
    (EmploymentKind.PART_TIME, "兼职", ("兼课", "外聘兼职")),
))
CATEGORIES: Final = choices_of((
    (StaffCategory.FULL_TIME_TEACHER, "专任教师", ("教师", "专任")), (StaffCategory.ADMINISTRATOR, "行政人员", ("行政",)),
    (StaffCategory.SUPPORT, "教辅人员", ("教辅",)), (StaffCategory.WORKER, "工勤人员", ("工勤", "工人")), (StaffCategory.OTHER, "其他", ("其他人员",)),
))
TRACKS: Final = choices_of(((PostTrack.CADRE, "干部", ("专技", "专业技术", "管理", "干部岗")), (PostTrack.WORKER, "工人", ("工勤", "工人岗"))))
SERVICE_STAGES: Final = choices_of((
    (ServiceStage.RESERVE, "储备期", ()), (ServiceStage.PROBATION, "见习期", ("试用期",)), (ServiceStage.SERVICE_PERIOD, "服务期", ()), (ServiceStage.TERM, "聘期", ("聘用期", "正常")),
))
STATUSES: Final = choices_of((
    (PostStatus.IN_POST, "在职在岗", ("在岗", "在职在岗（本校任教）", "在本单位任职", "本校任教")),
    (PostStatus.SECONDED_IN_COUNTY, "跟岗或借调", ("区内其他单位跟岗或借调（不在一线教学）", "借调", "跟岗")),
    (PostStatus.EXCHANGED_IN_COUNTY, "县内交流", ("区内交流（在一线教学）", "区内交流", "交流", "交流轮岗")),
    (PostStatus.SUPPORT_ELSEWHERE, "外出支教", ("外市支教", "支教", "援藏", "援疆")), (PostStatus.FULL_TIME_STUDY, "脱产进修", ("进修", "脱产学习")),
    (PostStatus.PERSONAL_LEAVE, "长期事假", ("事假", "长期事假（7天以上）")), (PostStatus.MATERNITY_LEAVE, "产假", ("产假（不在岗）",)), (PostStatus.OFFICIAL_LEAVE, "公假", ()),
    (PostStatus.SICK_LEAVE, "长期病休", ("病休", "长期病假", "长期病休（不在岗）")), (PostStatus.OTHER, "其他", ()), (PostStatus.RETIRED, "退休", ("已退休",)), (PostStatus.LEFT, "离职", ("已离职", "调出", "辞职", "死亡")),
))
APPOINTMENT_KINDS: Final = choices_of((
    (AppointmentKind.REGULAR, "任教", ("正常任教", "任职")), (AppointmentKind.EXCHANGE, "交流", ("交流轮岗", "支教")), (AppointmentKind.SECONDMENT, "借调", ("跟岗", "借调或跟岗")),
    (AppointmentKind.STUDY, "脱产进修", ("进修",)), (AppointmentKind.LEAVE, "离岗", ("请假", "长期请假")),
))
LEADER_ROLES: Final = choices_of((
    (LeaderRole.MIDDLE_DEPUTY, "中层副职", ("副主任",)), (LeaderRole.MIDDLE_HEAD, "中层正职", ("主任",)), (LeaderRole.VICE_PRINCIPAL, "副校长", ("副园长",)),
    (LeaderRole.PARTY_SECRETARY, "党组织书记", ("书记", "党支部书记", "党总支书记")), (LeaderRole.PRINCIPAL, "校长", ("正校长", "园长")),
))
DEGREE_LEVELS: Final = choices_of((
    (DegreeLevel.JUNIOR_SECONDARY, "初中及以下", ("初中", "初中毕业")), (DegreeLevel.SENIOR_SECONDARY, "高中", ("高中毕业",)),
    (DegreeLevel.SECONDARY_VOCATIONAL, "中专（中师）", ("中专", "中师", "中等专科", "中等师范")), (DegreeLevel.ASSOCIATE, "大学专科", ("大专", "专科", "专科毕业")),
    (DegreeLevel.BACHELOR, "大学本科", ("本科", "大学", "本科毕业")), (DegreeLevel.MASTER, "硕士研究生", ("硕士", "研究生", "硕士研究生毕业")),
    (DegreeLevel.DOCTOR, "博士研究生", ("博士", "博士研究生毕业")),
))
ACADEMIC_DEGREES: Final = (Choice("学士", "学士", ("学士学位",)), Choice("硕士", "硕士", ("硕士学位",)), Choice("博士", "博士", ("博士学位",)))
TITLE_LEVELS: Final = choices_of((
    (TitleLevel.NONE, "未评", ("未定级", "未评职称", "无职称")), (TitleLevel.THIRD, "三级教师", ("三级", "小学二级", "小学三级", "中学三级")),
    (TitleLevel.SECOND, "二级教师", ("二级", "小学一级", "中学二级", "助理级")), (TitleLevel.FIRST, "一级教师", ("一级", "小学高级", "中学一级", "中级")),
    (TitleLevel.SENIOR, "高级教师", ("高级", "副高", "副高级", "中学高级", "高级讲师")), (TitleLevel.FULL_SENIOR, "正高级教师", ("正高", "正高级")),
))
BACKBONE_LEVELS: Final = choices_of((
    (BackboneLevel.SCHOOL, "校级", ()), (BackboneLevel.TOWNSHIP, "乡镇级", ("镇级", "片区级", "学区级")), (BackboneLevel.COUNTY, "县级", ("区级", "县区级", "县（区）级", "区县级")),
    (BackboneLevel.CITY, "市级", ("地市级", "设区市级")), (BackboneLevel.PROVINCE, "省级", ()), (BackboneLevel.NATIONAL, "国家级", ("部级",)),
))
CERTIFICATE_KINDS: Final = choices_of((
    (CertificateKind.KINDERGARTEN, "幼儿园教师资格", ("幼儿园", "幼儿教师资格")), (CertificateKind.PRIMARY, "小学教师资格", ("小学",)),
    (CertificateKind.JUNIOR, "初级中学教师资格", ("初级中学", "初中", "初中教师资格")), (CertificateKind.SENIOR, "高级中学教师资格", ("高级中学", "高中", "高中教师资格")),
    (CertificateKind.VOCATIONAL, "中等职业学校教师资格", ("中职专业课", "中职", "中等职业学校")),
    (CertificateKind.VOCATIONAL_PRACTICE, "中等职业学校实习指导教师资格", ("中职实习指导", "实习指导")), (CertificateKind.HIGHER, "高等学校教师资格", ("高等学校", "高校")),
))
APPRAISALS: Final = choices_of((
    (AppraisalGrade.EXCELLENT, "优秀", ()), (AppraisalGrade.QUALIFIED, "合格", ("称职",)), (AppraisalGrade.BASICALLY_QUALIFIED, "基本合格", ("基本称职",)),
    (AppraisalGrade.UNQUALIFIED, "不合格", ("不称职",)), (AppraisalGrade.NOT_GRADED, "未定等次", ("不定等次", "未定等", "未参加考核")),
))
DISCIPLINES: Final = choices_of((
    (DisciplineKind.INVESTIGATION, "立案审查", ("审查调查", "立案")), (DisciplineKind.ETHICS_BREACH, "师德失范", ("师德处理",)), (DisciplineKind.WARNING, "警告", ("处分",)),
    (DisciplineKind.DEMERIT, "记过", ()), (DisciplineKind.DEMOTION, "降低岗位等级", ("降级",)), (DisciplineKind.DISMISSAL, "开除", ("撤职",)),
))

ID_NUMBER = Column("id_number", "身份证号", ValueKind.ID_NUMBER, data_class=DataClass.IDENTITY, width=20,
                   aliases=("身份证号码", "身份证件号码", "身份证", "身份证号码（文本格式）"), help="18 位，单元格先设为文本格式")
NUMBER = Column("number", "教职工编号", ValueKind.CODE, limit=30, width=12, data_class=DataClass.PERSONAL, aliases=("编号", "教师编号", "工号", "人员编号"),
                help="与教师表相同；没有编号的可填身份证号", example="T000001")
NAME = Column("name", "姓名", ValueKind.NAME, required=True, limit=60, data_class=DataClass.PERSONAL, aliases=("教师姓名",), help="用来核对编号", example="演示张三")
PERSON: Final = (NUMBER, ID_NUMBER, NAME)

TEACHERS = SheetColumns("teachers", "教师", "每人一行：基本信息和现在的用人情况。任教学校、学科填在“任职经历”。", (
    Column("number", "教职工编号", ValueKind.CODE, required=True, limit=30, width=12, data_class=DataClass.PERSONAL, aliases=NUMBER.aliases,
           help="全县唯一，以后各表都用它认人", example="T000001"),
    Column("name", "姓名", ValueKind.NAME, required=True, limit=60, data_class=DataClass.PERSONAL, aliases=("教师姓名",), example="演示张三"),
    ID_NUMBER,
    Column("sex", "性别", ValueKind.CHOICE, required=True, choices=SEXES, data_class=DataClass.PERSONAL, example="女"),
    Column("birth_date", "出生日期", ValueKind.DAY, required=True, width=12, data_class=DataClass.PERSONAL, aliases=("出生年月", "出生年月日", "生日"), example="1985-05-01"),
    Column("phone", "手机号码", ValueKind.PHONE, width=14, data_class=DataClass.IDENTITY, aliases=("手机", "联系电话", "电话")),
    Column("ethnic_group", "民族", ValueKind.NAME, limit=20, data_class=DataClass.PERSONAL, example="汉族"),
    Column("political_status", "政治面貌", ValueKind.NAME, limit=20, data_class=DataClass.PERSONAL, example="中共党员"),
    Column("work_began_on", "参加工作时间", ValueKind.DAY, width=12, data_class=DataClass.PERSONAL, aliases=("参加工作年月", "参加工作日期"), example="2008-09-01"),
    Column("teaching_began_on", "从教时间", ValueKind.DAY, width=12, data_class=DataClass.PERSONAL, aliases=("开始从教时间", "从教起始时间"), example="2008-09-01"),
    Column("employment", "用人形式", ValueKind.CHOICE, required=True, choices=EMPLOYMENTS, aliases=("是否在编", "编制情况"), data_class=DataClass.PERSONAL, example="在编"),
    Column("category", "教职工类别", ValueKind.CHOICE, required=True, choices=CATEGORIES, aliases=("人员类别",), data_class=DataClass.PERSONAL, example="专任教师"),
    Column("track", "岗位身份", ValueKind.CHOICE, choices=TRACKS, aliases=("身份", "干部工人"), data_class=DataClass.PERSONAL, help="退休年龄按此计算；不填为干部", example="干部"),
    Column("stage_of_service", "服务阶段", ValueKind.CHOICE, choices=SERVICE_STAGES, data_class=DataClass.PERSONAL, help="不填为聘期", example="聘期"),
    Column("status", "在岗状态", ValueKind.CHOICE, choices=STATUSES, aliases=("人员状态",), data_class=DataClass.PERSONAL, help="不填为在职在岗", example="在职在岗"),
    Column("employed_from", "用人情况起始日期", ValueKind.DAY, width=14, aliases=("状态起始日期",), data_class=DataClass.PERSONAL,
           help="用人形式至在岗状态从何时起；不填则更正现有记录，填新日期则旧记录到此为止", example="2008-09-01"),
    Column("home_township", "家庭所在乡镇", ValueKind.NAME, limit=40, aliases=("家庭住址乡镇", "居住乡镇"), data_class=DataClass.PERSONAL, help="只到乡镇", example="演示镇"),
    Column("partner", "配偶教职工编号", ValueKind.CODE, limit=30, width=14, aliases=("配偶编号",), data_class=DataClass.PERSONAL, help="配偶也是本县教职工时填"),
    Column("remark", "备注", ValueKind.TEXT, limit=300, width=20, data_class=DataClass.PERSONAL),
))
APPOINTMENTS = SheetColumns("appointments", "任职经历", "每段任职一行，从早到晚；编制所在学校与实际任教学校分开填。走教的同时有几行，份额相加不超过 1。", (
    *PERSON,
    Column("kind", "任职类型", ValueKind.CHOICE, choices=APPOINTMENT_KINDS, aliases=("任职经历类型",), data_class=DataClass.PERSONAL, help="不填为任教", example="任教"),
    Column("personnel_school", "编制所在学校", ValueKind.NAME, required=True, limit=80, width=24, aliases=("人事学校", "人事关系所在学校", "人事校"),
           data_class=DataClass.PERSONAL, example="演示县第一小学"),
    Column("personnel_stage", "编制所在学段", ValueKind.CHOICE, required=True, choices=STAGES, aliases=("人事学段",), data_class=DataClass.PERSONAL, example="小学"),
    Column("school", "任教学校", ValueKind.NAME, limit=80, width=24, aliases=("任教校", "实际任教学校", "现任教学校"), data_class=DataClass.PERSONAL,
           help="不填则与编制所在学校相同；任职类型为借调、脱产进修、离岗的，不填表示不在学校任教", example="演示县第一小学"),
    Column("stage", "任教学段", ValueKind.CHOICE, choices=STAGES, aliases=("主要任教学段",), data_class=DataClass.PERSONAL, help="不填则与编制所在学段相同", example="小学"),
    Column("subject", "任教学科", ValueKind.SUBJECT, limit=20, aliases=("主教学科", "学科", "主教学科（只能选一门）"), data_class=DataClass.PERSONAL, example="数学"),
    Column("more_subjects", "兼教学科", ValueKind.LIST, limit=100, aliases=("兼教学科(可以填多门，逗号隔开)",), data_class=DataClass.PERSONAL, help="多门用顿号分开", example="科学"),
    Column("graduating_class", "毕业班", ValueKind.TRUTH, aliases=("是否毕业班",), data_class=DataClass.PERSONAL, help="是 / 否，不填为否", example="否"),
    Column("share", "份额", ValueKind.DECIMAL, digits=3, most=1, aliases=("工作量份额", "任教份额"), data_class=DataClass.PERSONAL, help="全职 1，走教填 0.4 之类；不填为 1", example="1"),
    Column("valid_from", "起始日期", ValueKind.DAY, required=True, width=12, aliases=("开始时间", "起始时间", "进入现单位任教时间", "进本校年月"), data_class=DataClass.PERSONAL,
           future=True, example="2015-09-01"),
    Column("valid_to", "结束日期", ValueKind.LAST_DAY, width=12, aliases=("结束时间", "终止日期"), data_class=DataClass.PERSONAL, help="最后一天；现在仍任教的不填", future=True),
))
CERTIFICATES = SheetColumns("certificates", "教师资格", "每本证书一行。", (
    *PERSON,
    Column("kind", "资格种类", ValueKind.CHOICE, required=True, choices=CERTIFICATE_KINDS, aliases=("教师资格种类", "教师资格层次"), data_class=DataClass.PERSONAL, example="小学教师资格"),
    Column("subject", "任教学科", ValueKind.SUBJECT, limit=20, aliases=("资格学科", "教师资格学科", "学科"), data_class=DataClass.PERSONAL, example="数学"),
    Column("issued_on", "发证日期", ValueKind.DAY, width=12, aliases=("发证时间",), data_class=DataClass.PERSONAL, example="2008-06-30"),
))
DEGREES = SheetColumns("degrees", "学历学位", "每段学历一行，至少填最高学历。", (
    *PERSON,
    Column("level", "学历", ValueKind.CHOICE, required=True, choices=DEGREE_LEVELS, aliases=("最高学历",), data_class=DataClass.PERSONAL, example="大学本科"),
    Column("academic_degree", "学位", ValueKind.CHOICE, choices=ACADEMIC_DEGREES, aliases=("最高学位",), data_class=DataClass.PERSONAL, example="学士"),
    Column("institution", "毕业院校", ValueKind.NAME, limit=80, width=20, data_class=DataClass.PERSONAL, example="演示师范大学"),
    Column("major", "专业", ValueKind.NAME, limit=60, aliases=("所学专业",), data_class=DataClass.PERSONAL, example="数学与应用数学"),
    Column("graduated_on", "毕业日期", ValueKind.DAY, width=12, aliases=("毕业时间",), data_class=DataClass.PERSONAL, example="2008-06-30"),
))
TITLES = SheetColumns("titles", "职称", "每级职称一行。", (
    *PERSON,
    Column("level", "职称", ValueKind.CHOICE, required=True, choices=TITLE_LEVELS, aliases=("职称层级", "现持有最高职称"), data_class=DataClass.PERSONAL, example="一级教师"),
    Column("granted_on", "评定日期", ValueKind.DAY, width=12, aliases=("取得时间", "评审通过时间", "评定时间"), data_class=DataClass.PERSONAL, example="2015-12-01"),
    Column("engaged_on", "聘任日期", ValueKind.DAY, width=12, aliases=("首聘时间", "聘任时间"), data_class=DataClass.PERSONAL, example="2016-09-01"),
    Column("post_grade", "岗位等级", ValueKind.INTEGER, least=1, most=13, aliases=("专业技术岗位等级",), data_class=DataClass.PERSONAL, help="专业技术 1 至 13 级", example="10"),
))
HONOURS = SheetColumns("honours", "骨干称号", "每个称号一行；只有县级及以上计入骨干教师。", (
    *PERSON,
    Column("level", "级别", ValueKind.CHOICE, required=True, choices=BACKBONE_LEVELS, aliases=("骨干级别", "最高骨干教师级别", "骨干教师级别"), data_class=DataClass.PERSONAL, example="县级"),
    Column("title", "称号名称", ValueKind.NAME, required=True, limit=60, width=20, aliases=("骨干称号", "名称", "称号"), data_class=DataClass.PERSONAL, example="县级骨干教师"),
    Column("granted_on", "授予日期", ValueKind.DAY, required=True, width=12, aliases=("获得时间", "授予时间", "取得时间"), data_class=DataClass.PERSONAL, example="2022-09-01"),
    Column("expires_on", "有效期至", ValueKind.LAST_DAY, width=12, aliases=("失效日期", "到期日期"), data_class=DataClass.PERSONAL, help="长期有效的不填", future=True),
))
TRAININGS = SheetColumns("trainings", "培训学时", "每人每年每类一行（5 年 360 学时按此计算）。", (
    *PERSON,
    Column("year", "年度", ValueKind.YEAR, required=True, least=1980, most=2100, aliases=("年份", "培训年度"), data_class=DataClass.PERSONAL, example="2025"),
    Column("kind", "培训类别", ValueKind.NAME, limit=40, aliases=("类别",), data_class=DataClass.PERSONAL, example="全员培训"),
    Column("hours", "学时", ValueKind.DECIMAL, required=True, digits=1, most=2_000, aliases=("培训学时",), data_class=DataClass.PERSONAL, example="72"),
))
APPRAISAL_SHEET = SheetColumns("appraisals", "年度考核", "每人每年一行。", (
    *PERSON,
    Column("year", "年度", ValueKind.YEAR, required=True, least=1980, most=2100, aliases=("年份", "考核年度"), data_class=DataClass.PERSONAL, example="2025"),
    Column("grade", "考核等次", ValueKind.CHOICE, required=True, choices=APPRAISALS, aliases=("考核结果", "等次"), data_class=DataClass.PERSONAL, example="合格"),
))
ROTATIONS = SheetColumns("rotations", "交流经历", "每次交流轮岗一行；从外县来或到外县去的，学校填名称即可。", (
    *PERSON,
    Column("kind", "交流类型", ValueKind.CHOICE, required=True, aliases=("交流轮岗类型",), data_class=DataClass.PERSONAL, help="按本县规则所列类型", example="定期交流"),
    Column("from_school", "原学校", ValueKind.NAME, limit=80, width=24, aliases=("原单位", "原单位名称", "派出学校"), data_class=DataClass.PERSONAL, example="演示县第一小学"),
    Column("to_school", "交流学校", ValueKind.NAME, required=True, limit=80, width=24, aliases=("交流单位", "交流轮岗单位名称", "接收学校", "交流单位全称"),
           data_class=DataClass.PERSONAL, example="演示镇中心小学"),
    Column("starts_on", "开始日期", ValueKind.DAY, required=True, width=12, aliases=("交流开始时间", "开始年月", "开始时间"), data_class=DataClass.PERSONAL, future=True, example="2021-09-01"),
    Column("ends_on", "结束日期", ValueKind.LAST_DAY, width=12, aliases=("交流结束时间", "结束年月", "结束时间"), data_class=DataClass.PERSONAL, help="最后一天；仍在交流的不填", future=True),
    Column("relation_moved", "是否调动人事关系", ValueKind.TRUTH, aliases=("人事关系",), data_class=DataClass.PERSONAL, help="是 / 否，不填为否", example="否"),
    Column("full_time", "是否全职", ValueKind.TRUTH, data_class=DataClass.PERSONAL, help="是 / 否，不填为是", example="是"),
))
DEFERRALS = SheetColumns("deferrals", "暂缓与证明", "每个暂缓事由一行。情况说明加密保存，只有有权的人能看。", (
    *PERSON,
    Column("ground", "暂缓事由", ValueKind.CHOICE, required=True, aliases=("事由", "暂缓情形"), data_class=DataClass.RESTRICTED, help="按本县规则所列情形", example="哺乳期"),
    Column("valid_from", "起始日期", ValueKind.DAY, required=True, width=12, aliases=("开始日期",), data_class=DataClass.RESTRICTED, future=True, example="2026-03-01"),
    Column("valid_to", "到期日期", ValueKind.LAST_DAY, width=12, aliases=("结束日期", "有效期至"), data_class=DataClass.RESTRICTED, help="最后一天", future=True, example="2027-02-28"),
    Column("has_evidence", "有无证明", ValueKind.TRUTH, aliases=("是否有证明",), data_class=DataClass.RESTRICTED, help="有 / 无，不填为无", example="有"),
    Column("evidence_name", "证明名称", ValueKind.TEXT, limit=120, width=18, aliases=("证明材料",), data_class=DataClass.RESTRICTED, example="出生医学证明"),
    Column("content", "情况说明", ValueKind.TEXT, limit=400, width=24, aliases=("说明",), data_class=DataClass.RESTRICTED),
))
DISCIPLINE_SHEET = SheetColumns("disciplines", "处分", "每项审查或处分一行；影响期内不得作为骨干派出。内容加密保存，只有教育局填报。", (
    *PERSON,
    Column("kind", "处分种类", ValueKind.CHOICE, required=True, choices=DISCIPLINES, aliases=("种类",), data_class=DataClass.RESTRICTED, example="警告"),
    Column("valid_from", "影响期起始", ValueKind.DAY, required=True, width=12, aliases=("起始日期", "处分日期"), data_class=DataClass.RESTRICTED, example="2026-01-10"),
    Column("valid_to", "影响期届满", ValueKind.LAST_DAY, width=12, aliases=("到期日期", "结束日期"), data_class=DataClass.RESTRICTED, help="最后一天", future=True, example="2026-07-09"),
    Column("content", "内容", ValueKind.TEXT, limit=400, width=24, data_class=DataClass.RESTRICTED),
))
LEADERS = SheetColumns("leaderships", "干部任职", "校长、副校长、书记和中层干部，每段任职一行。", (
    *PERSON, SCHOOL,
    Column("role", "职务", ValueKind.CHOICE, required=True, choices=LEADER_ROLES, aliases=("行政职务",), data_class=DataClass.PERSONAL, example="副校长"),
    Column("valid_from", "任职日期", ValueKind.DAY, required=True, width=12, aliases=("起始日期", "任职时间"), data_class=DataClass.PERSONAL, example="2020-08-01"),
    Column("valid_to", "免职日期", ValueKind.LAST_DAY, width=12, aliases=("结束日期", "免职时间"), data_class=DataClass.PERSONAL, help="最后一天；现任不填", future=True),
    Column("term", "第几届", ValueKind.INTEGER, least=1, most=10, aliases=("届数", "任期届数"), data_class=DataClass.PERSONAL, help="不填为 1", example="1"),
))
TEACHER_SHEETS: Final = (
    TEACHERS, APPOINTMENTS, CERTIFICATES, DEGREES, TITLES, HONOURS, TRAININGS, APPRAISAL_SHEET, ROTATIONS, DEFERRALS, DISCIPLINE_SHEET, LEADERS,
)
