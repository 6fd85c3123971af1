"""Pinyin of a person's name, for finding and ordering (姓名拼音): full spelling and initials.

pypinyin reads a surname like any other character; surnames that are read differently stand in the table here.
"""

import re
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
}
LETTERS: Final = re.compile(r"[a-z]+")
TYPED: Final = re.compile(r"[a-z ']+")


def syllables_of(name: str) -> list[str]:
    """Return the syllables of a name without tones, its surname read as a surname; ü is written v."""
    text = name.strip()
    surname = next((text[:size] for size in (2, 1) if text[:size] in SURNAMES), "")
    read = SURNAMES[surname].split() if surname else []
    rest = [part.lower() for part in lazy_pinyin(text[len(surname):])]
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


def typed_pinyin(search: str) -> str | None:
    """Return a typed search as it can be compared with stored pinyin; None if it is not written in Latin letters."""
    text = search.strip().lower().replace("ü", "v").replace("lyu", "lv").replace("nyu", "nv")
    return re.sub(r"[ ']", "", text) if TYPED.fullmatch(text) else None
