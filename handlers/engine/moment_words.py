"""The words and patterns that moments are made of; how they are read is `handlers.engine.moments`."""

from __future__ import annotations

import re
from datetime import timedelta

NOW = re.compile(
    r"^(?:right now|just now|just|now|agora mesmo|agora|mesmo agora|"
    r"现在|現在|刚才|剛才|刚刚|剛剛|刚|剛|啱啱|而家|頭先|头先)$"
)

UNIT = {
    "m": r"(?:minutes?|minutos?|mins?|m|分钟|分鐘|分)",
    "h": r"(?:hours?|horas?|hrs?|h|小时|小時|个小时|個小時|個鐘頭|個鐘|个钟头|个钟|鐘頭|钟头)",
    "d": r"(?:days?|dias?|天|日)",
    "w": r"(?:weeks?|semanas?|星期|周|週|个星期|個星期|个礼拜|個禮拜)",
}

SIZE = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}

AMOUNT = r"(?P<n>\d{1,5}(?:[.,]\d)?|half an?|half|an?|uma?|meia|半)"

SPAN = re.compile(
    r"\s*(?:e|and)?\s*"
    + AMOUNT
    + r"\s*(?:个|個)?(?P<plus>半)?\s*(?:"
    + "|".join(f"(?P<{name}>{unit})" for name, unit in UNIT.items())
    + r")(?![^\W\d_\u4e00-\u9fff])(?P<plus2>半|\s+and a half\b|\s+e meia\b)?"
)

ABOUT = re.compile(r"^(?:about|around|approximately|maybe|cerca de|mais ou menos|uns|umas|大约|大約|大概|差不多)\s*")

QUARTER = re.compile(r"(\d)?刻[钟鐘]")

HOURS_MINUTES = re.compile(r"(\d{1,2})\s*h\s*(\d{1,2})(?:\s*m(?:in)?)?(?=\s|$)")

AGO = re.compile(r"\bago\b|\batr[aá]s\b|^\s*h[aá]\s|^\s*faz\s|之前|以前|前|\bearlier\b|\bbefore\b")

AHEAD = re.compile(r"^\s*in\s|\bfrom now\b|daqui a|dentro de|之后|之後|以后|以後|后|後")

COUNT = {
    word: number
    for number, words in enumerate(
        (
            "two dois duas",
            "three três tres",
            "four quatro",
            "five cinco",
            "six seis",
            "seven sete",
            "eight oito",
            "nine nove",
            "ten dez",
            "eleven onze",
            "twelve doze",
            "thirteen treze",
            "fourteen catorze",
            "fifteen quinze",
        ),
        2,
    )
    for word in words.split()
} | {"twenty": 20, "vinte": 20, "thirty": 30, "trinta": 30, "forty": 40, "quarenta": 40}

DAYS = (
    (-2, r"day before yesterday|anteontem|前天|前日|大前天"),
    (-1, r"yesterday|ontem|昨天|昨日|寻日|尋日|琴日"),
    (1, r"tomorrow|amanh[aã](?!\s*às)|明天|明日|聽日|听日"),
    (2, r"day after tomorrow|depois de amanh[aã]|后天|後天|後日|后日"),
    (0, r"today|hoje|今天|今日"),
)

DAY_PARTS = (
    (-1, "pm", r"last night|yesterday evening|ontem à noite|ontem a noite|昨晚|昨夜|尋晚|寻晚|琴晚"),
    (-1, "pm", r"yesterday afternoon|ontem à tarde|ontem a tarde"),
    (-1, "am", r"yesterday morning|ontem de manh[aã]"),
    (0, "pm", r"tonight|this evening|hoje à noite|esta noite|今晚"),
    (0, "am", r"this morning|esta manh[aã]|hoje de manh[aã]|今早|今朝|今晨"),
    (0, "pm", r"this afternoon|esta tarde|hoje à tarde|hoje a tarde|今天下午"),
)

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan janeiro",
            "february feb fevereiro fev",
            "march mar março marco",
            "april apr abril abr",
            "may maio mai",
            "june jun junho",
            "july jul julho",
            "august aug agosto ago",
            "september sep sept setembro set",
            "october oct outubro out",
            "november nov novembro",
            "december dec dezembro dez",
        ),
        1,
    )
    for name in names.split()
}

WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "monday mon segunda segunda-feira",
            "tuesday tue terça terca terça-feira",
            "wednesday wed quarta quarta-feira",
            "thursday thu quinta quinta-feira",
            "friday fri sexta sexta-feira",
            "saturday sat sábado sabado",
            "sunday sun domingo",
        )
    )
    for name in names.split()
}

MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))

WEEKDAY = "|".join(sorted(WEEKDAYS, key=len, reverse=True))

HAN_WEEKDAY = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6}

DATES = (
    re.compile(r"(?P<y>\d{4})[-/.年](?P<m>\d{1,2})[-/.月](?P<d>\d{1,2})[日号號]?t?"),
    re.compile(r"(?<!\d)(?P<d>\d{1,2})[/.-](?P<m>\d{1,2})[/.-](?P<y>\d{4})(?!\d)"),
    re.compile(r"(?P<m>\d{1,2})月(?P<d>\d{1,2})[日号號]?"),
    re.compile(
        rf"(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s*(?:de |of )?"
        rf"(?P<mon>{MONTH})\b\.?(?:\s*(?:de )?(?P<y>\d{{4}})(?!:))?"
    ),
    re.compile(rf"\b(?P<mon>{MONTH})\.?\s*(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:])(?:,?\s*(?P<y>\d{{4}})(?!:))?"),
    re.compile(r"(?<![\d:])(?P<d>\d{1,2})/(?P<m>\d{1,2})(?![\d/])"),
    re.compile(r"(?<!\d)(?P<d>\d{1,2})[号號日](?![前後后])"),
)

PART = (
    r"(?P<part>上午|早上|清晨|早晨|朝頭早|朝早|上晝|上昼|凌晨|中午|下午|下晝|下昼|傍晚|"
    r"晚上|夜里|夜裡|夜晚|晏昼|晏晝|晚|早)?"
)

AM_PM = (
    r"(?P<ap>a\.?m\.?|p\.?m\.?|da manh[aã]|da tarde|da noite|"
    r"in the morning|in the afternoon|in the evening|at night)?"
)

TIMES = (
    re.compile(PART + r"\s*(?P<h>\d{1,2})\s*[:h时時点點]\s*(?P<min>\d{2})(?::\d{2})?\s*(?:分|h|hrs?)?\s*" + AM_PM),
    re.compile(PART + r"\s*(?P<h>\d{1,2})\s*[点點时時]\s*(?:钟|鐘|整)?(?P<frac>半|1刻|3刻|(?P<min>\d{1,2})分?)?"),
    re.compile(r"(?<!\d)(?P<h>\d{1,2})\s*(?:h|horas?|o'clock)(?!\w)\s*" + AM_PM),
    re.compile(r"(?<![\d.])(?P<h>\d{1,2})(?:\.(?P<min>\d{2}))?\s*" + AM_PM[:-1]),
    re.compile(r"(?<!\d)(?P<h>[01]\d|2[0-3])(?P<min>[0-5]\d)(?!\d)"),
    re.compile(r"(?<![\d.])(?P<h>\d{1,2})\.(?P<min>\d{2})(?![\d.])"),
    re.compile(r"\b(?:at|às)\s*(?P<h>\d{1,2})(?!\d)"),
)

MORNING = ("上午", "早上", "清晨", "早晨", "朝早", "朝頭早", "上晝", "上昼", "凌晨", "早", "in the morning")

NIGHT = ("晚上", "夜里", "夜裡", "夜晚", "晚", "at night")

NAMED_TIMES = ((12, r"\bnoon\b|\bmidday\b|meio[- ]dia|正午|中午"), (0, r"\bmidnight\b|meia[- ]noite|午夜|半夜"))

FILLER = re.compile(
    r"\b(?:at|on|around|about|the|às|as|à|a|ao|aos|em|no|na|pelas|cerca|de|do|da|dia|t|last)\b|[大约約左右的在，,。.\s]"
)

BARE = re.compile(r"^\s*(?:at |às |as )?(\d{1,2})\s*$")
