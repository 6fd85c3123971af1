"""Which fonts a PDF may use: for each family of offices the first that this machine has, the packaged one behind it.

A missing family would be written as empty boxes without a word, so only families that are there are named.
"""

import functools
from pathlib import Path
from typing import Final

import noto_cjk_sans_otc
import typst

PACKAGED: Final = "Noto Sans CJK SC"
SERIF: Final = ("Noto Serif CJK SC", "Source Han Serif SC")
FAMILIES: Final = {
    "fangsong": ("FangSong_GB2312", "仿宋_GB2312", "FangSong", "仿宋", "STFangsong", *SERIF),
    "title": ("FZXiaoBiaoSong-B05S", "方正小标宋简体", "方正小标宋_GBK", "STZhongsong", *SERIF),
    "kaiti": ("KaiTi_GB2312", "楷体_GB2312", "KaiTi", "楷体", "STKaiti", *SERIF),
    "songti": ("SimSun", "宋体", "NSimSun", "STSong", *SERIF),
    "heiti": ("SimHei", "黑体", "STHeiti", PACKAGED),
}


def font_folder() -> Path:
    """Return where the packaged font lies."""
    return Path(str(noto_cjk_sans_otc.__file__)).parent


@functools.cache
def known_families() -> frozenset[str]:
    """Return the families of this machine and of the package."""
    return frozenset(typst.Fonts(font_paths=[font_folder()]).families())


def kind_of_font(name: str) -> str:
    """Return which kind of type a font's name means."""
    words = (("小标宋", "title"), ("仿宋", "fangsong"), ("FangSong", "fangsong"), ("楷", "kaiti"), ("KaiTi", "kaiti"), ("黑", "heiti"), ("Hei", "heiti"))
    return next((kind for word, kind in words if word in name), "songti")


def fonts_for(name: str) -> list[str]:
    """Return the families in which a font of a Word file is printed, the nearest first, the packaged one last."""
    wanted = (name, *FAMILIES[kind_of_font(name)])
    found = [family for family in dict.fromkeys(wanted) if family in known_families()]
    return [*(one for one in found if one != PACKAGED), PACKAGED] if kind_of_font(name) != "heiti" else [*dict.fromkeys([*found, PACKAGED])]
