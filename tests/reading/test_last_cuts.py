"""Sentences too long for a line: cut where they still say something, or left alone."""

from __future__ import annotations

import pytest

from survey.reading.last_cuts import last_cuts
from survey.reading.one_line import one_line

_MORE = " of the northern, eastern, southern and western districts of the old and of the new town" * 4


def cuts(sentence: str) -> list[str]:
    return list(last_cuts(sentence))


def test_a_clause_that_has_its_verb_is_kept() -> None:
    found = cuts(f"Cooks keep soups warm with stones of the river so that waiters bring bowls and spoons{_MORE}.")

    assert found[-1] == "Cooks keep soups warm with stones of the river"


@pytest.mark.parametrize(
    "sentence",
    [
        f"Although soups, such as those of cooks, of waiters and of their guests, are known to cool, they warm{_MORE}.",
        f"We show that a soup, when combined with the bread, the butter and the salt{_MORE}, is a meal.",
        f"We show that, as time passes, as spoons and bowls and pots of cooks pile up{_MORE}, soups cool.",
        "soup " * 80,
        "Мы варим суп из овощей " + "и из грибов, собранных в лесу осенью, " * 20,
    ],
)
def test_a_sentence_without_a_safe_end_has_no_cut(sentence: str) -> None:
    assert cuts(sentence) == []


def test_a_semicolon_ends_a_clause_in_any_language() -> None:
    more = " и из грибов, собранных в лесу осенью" * 10

    assert cuts(f"Суп варят из воды и овощей весной; его варят{more}.")[0] == "Суп варят из воды и овощей весной"


@pytest.mark.parametrize(
    ("sentence", "line"),
    [
        (
            "Driven by the wish of cooks, waiters and guests for soups that stay warm on the long, cold and windy way "
            "from the kitchen to the tables in the yard, where winds blow from the sea, the river and the hills, and "
            "where no stove can be lit, this paper presents a lid that keeps a soup warm for an hour in any wind",
            "This paper presents a lid that keeps a soup warm for an hour in any wind.",
        ),
        (
            "We present a map (drawn by hand over nine years by twelve clerks, four of whom could not read, in three "
            "colours and two scales, with all the wells, springs, brooks, ditches, bridges, mills and fords that were "
            "known then to the clerks, to the millers, and to those who carried the water) of old wells.",
            "We present a map of old wells.",
        ),
        (
            "While kettles of old, which lose heat through lids that bend in steam and through spouts that nobody ever "
            "closes between one cup and the next, need two fires and a boy in every kitchen of the old town, our "
            "kettle, which closes its spout by a spring that steam winds up anew, keeps tea hot on one fire.",
            "While kettles of old need two fires and a boy in every kitchen of the old town, our kettle keeps tea hot "
            "on one fire.",
        ),
        (
            "本文针对老城区冬季供水管网因年久失修、地面沉降、阀门老化以及夜间用水骤减等诸多因素共同造成的水压不稳、"
            "水温过低、漏损严重且难以及时发现和定位的一系列问题,提出了一种利用井盖温度监测漏水的方法,并在三个街区进行了"
            "为期两年的试验,结果表明该方法能够提前发现多数漏点。",
            "提出了一种利用井盖温度监测漏水的方法,并在三个街区进行了为期两年的试验,结果表明该方法能够提前发现多数漏点。",
        ),
        (
            "近年、古い町では冬の水道の水圧が下がりやすく、漏水の発見が遅れることが多いため住民の負担が大きくなっており、"
            "とくに坂の多い地区や、井戸の深い地区、管の古い地区などでは点検に多くの人手と時間がかかることが問題となって"
            "いることから、我々は、蓋の温度から漏水を見つける方法を提案し、三つの町で確かめた。",
            "我々は、蓋の温度から漏水を見つける方法を提案し、三つの町で確かめた。",
        ),
    ],
)
def test_the_main_clause_of_a_long_sentence_is_its_line(sentence: str, line: str) -> None:
    assert one_line("A title", sentence) == line


def test_thai_is_cut_where_it_has_a_space() -> None:
    first = "งานนี้นำเสนอแผนที่บ่อน้ำของเมืองเก่าซึ่งวาดด้วยมือ"
    more = "ผลการทดลองพบว่าบ่อน้ำส่วนใหญ่แห้งแล้วและชาวบ้านต้องเดินไกลขึ้น" * 3

    assert one_line("แผนที่", f"{first} {more}") == first


def test_no_clause_of_korean_is_cut_at_a_connective() -> None:
    sentence = (
        "본 논문에서는 오래된 도시의 겨울철 상수도 관망에서 노후와 지반 침하와 야간 사용량 감소로 생기는 누수를 "
        "조기에 찾아내기 위하여 맨홀 뚜껑의 온도를 측정하는 값싼 감지기를 설계하고, 이를 세 구역의 관로에 두 해 "
        "동안 설치하며, 나아가 온도 변화로부터 누수 위치를 추정하는 방법을 제안하고, 실제 굴착 결과와 견주어 다수의 "
        "누수를 굴착보다 먼저 찾아내며 그 위치가 정확함을 여러 해에 걸친 시험으로 확인하였다."
    )

    said = one_line("누수", sentence)

    assert said is not None
    assert said.startswith("온도 변화로부터 누수 위치를 추정하는 방법을 제안하고")
    assert said.endswith("확인하였다.")
