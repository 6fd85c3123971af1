"""Invented persons' names, identity and phone numbers. Any likeness to a living person is chance.

Identity numbers carry the region code 000000, phones begin with 100: neither is ever issued, so no real one can appear.
"""

import datetime as dt
from typing import Final

import numpy as np

from staffing.core.id_number import check_character

SURNAMES: Final = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤单仇解查区朴翟"
GIVEN: Final = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰萍红鹏辉宇浩然子轩欣怡梓涵雨桐思远佳琪晓彤文博雅静志远春梅建国海燕玲莉婷雪峰云龙飞凤琴慧颖俊凯宁安康乐和美成林森岚清泉松柏竹菊梅荷莲若曦语嫣诗韵乐天逸飞书瑶梦洁㛃䶮"
FEMALE_FIRST: Final = "娜敏静丽艳娟秀霞玉兰萍红欣怡琪彤雅梅燕玲莉婷琴慧颖岚菊荷莲曦嫣诗韵瑶洁芳"
REGION: Final = "000000"
RARE: Final = "㛃䶮"


class NameMaker:
    """Makes names, identity numbers and phones that do not repeat."""

    def __init__(self, rng: np.random.Generator) -> None:
        """Start with nothing used."""
        self._rng = rng
        self._numbers: set[str] = set()
        self._phone = 0

    def name(self, *, female: bool) -> str:
        """Return a name; same names occur, as they do in life."""
        surname = SURNAMES[int(self._rng.integers(len(SURNAMES)))]
        first_pool = FEMALE_FIRST if female and self._rng.random() < 0.7 else GIVEN
        given = first_pool[int(self._rng.integers(len(first_pool)))]
        if self._rng.random() < 0.8:
            given += GIVEN[int(self._rng.integers(len(GIVEN)))]
        return surname + given

    def id_number(self, birth: dt.date, *, female: bool) -> str:
        """Return a well-formed identity number of a region that does not exist."""
        while True:
            serial = int(self._rng.integers(0, 100)) * 10 + int(self._rng.integers(0, 5)) * 2 + (0 if female else 1)
            body = f"{REGION}{birth:%Y%m%d}{serial:03}"
            number = body + check_character(body)
            if number not in self._numbers:
                self._numbers.add(number)
                return number

    def phone(self) -> str:
        """Return a number that no operator hands out."""
        self._phone += 1
        return f"100{self._phone:08}"
