"""Pinyin of a person's name, for finding and ordering (姓名拼音): full spelling and initials.

pypinyin reads a surname like any other character; surnames that are read differently stand in the table here.
"""

import re
from collections.abc import Sequence
from typing import Final

from pypinyin import lazy_pinyin

LONGEST: Final = 120
SEPARATOR: Final = "|"

# Surnames whose reading differs from the character's usual one, and compound surnames.
SURNAMES: Final[dict[str, str]] = {
    "单": "shan", "曾": "zeng", "仇": "qiu", "解": "xie", "查": "zha", "区": "ou", "朴": "piao", "翟": "zhai", "冼": "xian",
    "盖": "ge", "乐": "yue", "任": "ren", "缪": "miao", "员": "yun", "贠": "yun", "黑": "he", "秘": "bi", "重": "chong", "种": "chong",
    "华": "hua", "逄": "pang", "撒": "sa", "折": "she", "召": "shao", "宓": "mi", "曲": "qu", "谌": "chen",
    "覃": "qin", "隗": "wei", "郗": "xi", "哈": "ha", "过": "guo", "那": "na", "纪": "ji", "牟": "mu", "幺": "yao",
    "繁": "po", "祭": "zhai", "瞿": "qu", "芮": "rui", "卜": "bu", "燕": "yan", "柏": "bai", "车": "che",
    "尉": "wei", "句": "gou", "藏": "zang", "阚": "kan", "令": "ling", "褚": "chu", "应": "ying", "要": "yao", "宁": "ning",
    "尉迟": "yu chi", "万俟": "mo qi", "长孙": "zhang sun", "宰父": "zai fu", "澹台": "tan tai", "令狐": "ling hu", "单于": "chan yu",
    "欧阳": "ou yang", "上官": "shang guan", "司马": "si ma", "诸葛": "zhu ge", "夏侯": "xia hou", "皇甫": "huang fu",
    "公孙": "gong sun", "慕容": "mu rong", "司徒": "si tu", "东方": "dong fang", "独孤": "du gu", "南宫": "nan gong",
    "端木": "duan mu", "百里": "bai li", "呼延": "hu yan", "宇文": "yu wen", "鲜于": "xian yu", "闻人": "wen ren", "赫连": "he lian",
    "濮阳": "pu yang", "淳于": "chun yu", "钟离": "zhong li", "轩辕": "xuan yuan", "太叔": "tai shu", "申屠": "shen tu",
    "仲孙": "zhong sun", "第五": "di wu", "完颜": "wan yan", "拓跋": "tuo ba", "子车": "zi ju", "乐正": "yue zheng", "褚师": "chu shi",
    "公冶": "gong ye", "公羊": "gong yang", "公西": "gong xi", "漆雕": "qi diao", "壤驷": "rang si", "巫马": "wu ma", "司空": "si kong",
    "司寇": "si kou", "闾丘": "lv qiu", "谷梁": "gu liang", "宗政": "zong zheng", "亓官": "qi guan", "夹谷": "jia gu", "谯笪": "qiao da",
    "羊舌": "yang she", "微生": "wei sheng", "东郭": "dong guo", "西门": "xi men", "南门": "nan men", "左丘": "zuo qiu", "梁丘": "liang qiu",
    "纳兰": "na lan", "相里": "xiang li", "长鱼": "chang yu", "莘": "shen", "訾": "zi", "晁": "chao", "郇": "xun", "盛": "sheng", "干": "gan",
    "会": "gui", "洗": "xian", "行": "xing", "能": "nai", "乜": "nie", "佴": "nai", "厍": "she", "钭": "tou", "仉": "zhang", "宿": "su",
    "都": "du", "教": "jiao", "相": "xiang", "尧": "yao", "葛": "ge", "贾": "jia", "石": "shi", "万": "wan", "俞": "yu", "沈": "shen", "薄": "bo",
}
# Further readings under which a surname is looked for: living variants, and what one types who does not know the surname's.
ALSO_READ: Final[dict[str, tuple[str, ...]]] = {
    "覃": ("tan",), "牟": ("mou",), "隗": ("kui",), "谌": ("shen",), "郗": ("chi",), "洗": ("xi",), "莘": ("xin",), "盖": ("gai",), "翟": ("di",),
    "单": ("dan", "chan"), "曾": ("ceng",), "仇": ("chou",), "解": ("jie",), "查": ("cha",), "区": ("qu",), "朴": ("pu",), "乐": ("le",),
    "黑": ("hei",), "秘": ("mi",), "种": ("zhong",), "重": ("zhong",), "折": ("zhe",), "召": ("zhao",), "过": ("guo",), "那": ("nuo",),
    "繁": ("fan",), "祭": ("ji",), "员": ("yuan",), "尉": ("yu",), "缪": ("mou", "miu"), "令": ("ling",), "薄": ("bao",), "会": ("hui",),
    "能": ("neng",), "行": ("hang",), "万": ("mo",), "宓": ("fu",), "撒": ("sa",), "车": ("ju",), "柏": ("bo",), "卜": ("bo",), "燕": ("yan",),
}
LETTERS: Final = re.compile(r"[a-z]+")
TYPED: Final = re.compile(r"[a-z ']+")


def surname_syllables(name: str) -> list[str]:
    """Return how the surname of a name is read where that differs from its characters' usual reading, else nothing.

    Two characters are a compound surname only if a given name is left behind them.
    """
    text = name.strip()
    surname = next((text[:size] for size in (2, 1) if text[:size] in SURNAMES and len(text) > size - 1 + (size == 2)), "")
    return SURNAMES[surname].split() if surname else []


def syllables_of(name: str) -> list[str]:
    """Return the syllables of a name without tones, its surname read as a surname; ü is written v."""
    text = name.strip()
    read = surname_syllables(text)
    rest = [part.lower() for part in lazy_pinyin(text[len(read):])]
    return read + [syllable for part in rest for syllable in LETTERS.findall(part)]


def name_pinyin(name: str) -> str:
    """Return what is stored for finding and ordering a name: ``zhang wei|zhangwei|zw``."""
    syllables = syllables_of(name)
    while syllables:
        full, initials = "".join(syllables), "".join(syllable[0] for syllable in syllables)
        stored = SEPARATOR.join((" ".join(syllables), full, initials))
        if len(stored) <= LONGEST:
            return stored
        syllables.pop()
    return ""


def other_spellings(name: str, syllables: Sequence[str]) -> list[tuple[str, ...]]:
    """Return the syllables of a name under the further readings of its surname."""
    first = name.strip()[:1]
    if first not in ALSO_READ or not syllables or len(surname_syllables(name)) > 1:
        return []
    return [(reading, *syllables[1:]) for reading in ALSO_READ[first]]


def typed_pinyin(search: str) -> str | None:
    """Return a typed search as it can be compared with stored pinyin; None if it is not written in Latin letters."""
    text = search.strip().lower().replace("ü", "v").replace("lyu", "lv").replace("nyu", "nv")
    return re.sub(r"[ ']", "", text) if TYPED.fullmatch(text) else None
