"""The matrix of an organisation that brings none: five by five, four levels, in words for people at a counter.

Scales, scores and the four bands are those of the National Patient Safety Agency's "A risk matrix for risk managers"
(UK, 2008), which most public services there still use; the hints are our own.
"""

from __future__ import annotations

from typing import Final

from handlers.incidents.matrix import Matrix, RiskLevel, Rung, by_product
from playbooks.model import Severity
from playbooks.words import Words


def _words(en: str, hans: str, hant: str, pt: str) -> Words:
    return Words({"en": en, "zh-Hans": hans, "zh-Hant": hant, "pt": pt})


LIKELIHOOD: Final = (
    Rung(
        "rare",
        _words("Rare", "极少发生", "極少發生", "Rara"),
        _words("perhaps once in years", "多年一次", "多年一次", "talvez uma vez em anos"),
    ),
    Rung(
        "unlikely",
        _words("Unlikely", "不太可能", "不太可能", "Pouco provável"),
        _words("perhaps once a year", "一年一次左右", "一年一次左右", "talvez uma vez por ano"),
    ),
    Rung(
        "possible",
        _words("Possible", "可能发生", "可能發生", "Possível"),
        _words("perhaps once a month", "一个月一次左右", "一個月一次左右", "talvez uma vez por mês"),
    ),
    Rung(
        "likely",
        _words("Likely", "很可能", "很可能", "Provável"),
        _words("perhaps once a week", "一周一次左右", "一星期一次左右", "talvez uma vez por semana"),
    ),
    Rung(
        "certain",
        _words("Almost certain", "几乎肯定", "幾乎肯定", "Quase certa"),
        _words(
            "every few days, or only a matter of time",
            "隔几天一次，或迟早发生",
            "隔幾天一次，或遲早發生",
            "de poucos em poucos dias, ou só questão de tempo",
        ),
    ),
)
IMPACT: Final = (
    Rung(
        "negligible",
        _words("Negligible", "轻微", "輕微", "Insignificante"),
        _words("hardly anybody notices", "几乎无人察觉", "幾乎無人察覺", "quase ninguém nota"),
    ),
    Rung(
        "minor",
        _words("Minor", "较小", "較小", "Menor"),
        _words(
            "first aid, a short delay, a small loss",
            "简单急救、短暂延误、小额损失",
            "簡單急救、短暫延誤、小額損失",
            "primeiros socorros, atraso curto, perda pequena",
        ),
    ),
    Rung(
        "moderate",
        _words("Moderate", "中等", "中等", "Moderado"),
        _words(
            "a doctor, hours of disruption, complaints",
            "需就医、中断数小时、引起投诉",
            "需求醫、中斷數小時、引起投訴",
            "médico, horas de perturbação, reclamações",
        ),
    ),
    Rung(
        "major",
        _words("Major", "严重", "嚴重", "Grave"),
        _words(
            "severe injury, a day's service lost, press",
            "重伤、服务中断一天、媒体报道",
            "重傷、服務中斷一天、傳媒報道",
            "ferimento grave, um dia sem serviço, imprensa",
        ),
    ),
    Rung(
        "catastrophic",
        _words("Catastrophic", "灾难性", "災難性", "Catastrófico"),
        _words(
            "a life, or the trust in the house",
            "危及生命，或失去公众信任",
            "危及生命，或失去公眾信任",
            "uma vida, ou a confiança na casa",
        ),
    ),
)
LEVELS: Final = (
    RiskLevel("low", _words("Low", "低", "低", "Baixo"), "green"),
    RiskLevel("moderate", _words("Moderate", "中", "中", "Moderado"), "yellow", Severity.NORMAL),
    RiskLevel("high", _words("High", "高", "高", "Alto"), "orange", Severity.HIGH),
    RiskLevel("extreme", _words("Extreme", "极高", "極高", "Extremo"), "red", Severity.CRITICAL, review=True),
)
FLOORS: Final = (1, 4, 8, 15)

USUAL_MATRIX: Final = Matrix(
    LIKELIHOOD,
    IMPACT,
    LEVELS,
    by_product(len(LIKELIHOOD), len(IMPACT), FLOORS),
    "National Patient Safety Agency (UK), A risk matrix for risk managers, 2008",
)
