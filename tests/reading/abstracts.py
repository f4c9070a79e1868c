"""Abstracts of our own making, from many fields, and the line that is made of each."""

from __future__ import annotations

from typing import NamedTuple


class Golden(NamedTuple):
    """A paper that nobody wrote, and its line."""

    field: str
    title: str
    abstract: str
    said: str


GOLDEN = (
    Golden(
        "machine learning",
        "Pocket Pruning: Sparse Transformers for Phones",
        "Transformers are accurate, but too large for phones. Existing pruning methods need several rounds of "
        "training. In this paper, we propose Pocket Pruning, a method that removes attention heads in a single "
        "pass, which saves both time and energy. On six benchmarks it halves the memory of a model at a loss of "
        "0.4 points. Code is available at https://example.org/pocket.",
        "We propose Pocket Pruning, a method that removes attention heads in a single pass, which saves both time "
        "and energy.",
    ),
    Golden(
        "medicine, labels with colons",
        "Evening walks and blood pressure in older adults",
        "OBJECTIVES: To assess whether a daily evening walk lowers blood pressure in adults over 70. DESIGN: "
        "Randomised controlled trial. SETTING: Nine general practices. METHODS: 412 adults were asked to walk for "
        "30 minutes, or to go on as before, for six months. RESULTS: Systolic pressure fell by 5.1 mmHg (95% CI "
        "3.2 to 7.0) in walkers and by 0.8 mmHg in the others. CONCLUSIONS: A daily evening walk lowers systolic "
        "blood pressure in older adults. Further research is needed. FUNDING: None.",
        "A daily evening walk lowers systolic blood pressure in older adults.",
    ),
    Golden(
        "ecology, labels in capitals alone",
        "Hedgerows as corridors for dormice",
        "BACKGROUND Dormice seldom cross open ground. METHODS We followed 38 animals by radio in two valleys. "
        "RESULTS Animals in fields with hedgerows moved three times as far. CONCLUSIONS Hedgerows let dormice "
        "reach woods that they would not reach otherwise.",
        "Hedgerows let dormice reach woods that they would not reach otherwise.",
    ),
    Golden(
        "history",
        "Debt and honour among the boatmen of Lübeck",
        "Historians of credit have looked at merchants, and seldom at those who carried their goods. This article "
        "argues that boatmen in sixteenth-century Lübeck treated debt as a matter of honour rather than of law. "
        "Drawing on 240 quarrels in the books of their guild, it follows how a debt was remembered, denied and "
        "forgiven.",
        "This article argues that boatmen in sixteenth-century Lübeck treated debt as a matter of honour rather "
        "than of law.",
    ),
    Golden(
        "chemistry, with HTML",
        "A nickel catalyst for the reduction of CO<sub>2</sub>",
        "<p>The electrochemical reduction of CO<sub>2</sub> suffers from the evolution of hydrogen. Herein, we "
        "report a nickel catalyst (Ni@N&ndash;C) that reduces CO<sub>2</sub> to CO at a faradaic efficiency of "
        "96&nbsp;% for 200 hours. Spectroscopy suggests that single nickel atoms are the active sites.</p><p>© "
        "2020 The Authors. All rights reserved.</p>",
        "We report a nickel catalyst that reduces CO2 to CO at a faradaic efficiency of 96 % for 200 hours.",
    ),
    Golden(
        "mathematics, with LaTeX",
        "A lower bound for $k$-fold dominating sets",
        "A set $D$ of vertices is $k$-fold dominating if every vertex has $k$ neighbours in $D$ \\cite{harary}. We "
        "show that every graph on $n$ vertices of minimum degree $\\delta \\ge 2k$ has a \\emph{$k$-fold "
        "dominating set} of at most $\\frac{k}{k+1} n$ vertices, cf.~\\cite[Thm.~2]{west}. The bound is sharp for "
        "$k=1$.",
        "We show that every graph on $n$ vertices of minimum degree $\\delta \\ge 2k$ has a $k$-fold dominating "
        "set of at most $\\frac{k}{k+1} n$ vertices.",
    ),
    Golden(
        "Korean",
        "모바일 기기를 위한 한국어 띄어쓰기 교정",
        "한국어 띄어쓰기는 사람도 자주 틀린다. 그러나 기존의 교정 모형은 크기가 커서 휴대 전화에서 쓰기 어렵다. 본 "
        "논문에서는 음절 단위의 작은 순환 신경망을 이용한 띄어쓰기 교정 방법을 제안한다. 실험 결과 크기가 열 배 큰 "
        "모형과 비슷한 정확도를 보였다.",
        "음절 단위의 작은 순환 신경망을 이용한 띄어쓰기 교정 방법을 제안한다.",
    ),
    Golden(
        "Chinese",
        "面向老旧小区的电梯加装选址方法",
        "老旧小区加装电梯需要兼顾采光与通行。现有的选址主要依靠经验。针对这一问题，本文提出一种基于日照模拟的电梯选"
        "址方法，该方法在满足采光要求的前提下使步行距离最短。对三个小区的计算结果表明，该方法选出的位置使平均步行距"
        "离缩短了两成。",
        "本文提出一种基于日照模拟的电梯选址方法，该方法在满足采光要求的前提下使步行距离最短。",
    ),
    Golden(
        "Japanese",
        "方言音声の自動書き起こし",
        "方言の音声は標準語の音声認識では正しく書き起こせない。本研究では、少量の方言音声から語彙を広げる書き起こし"
        "手法を提案する。さらに、三つの地域の音声を用いた実験により、誤りが半分に減ることを示した。",
        "少量の方言音声から語彙を広げる書き起こし手法を提案する。",
    ),
    Golden(
        "all capitals",
        "A SEAT SENSOR",
        "DRIVERS FALL ASLEEP ON LONG ROADS. WE PRESENT A SEAT SENSOR THAT WARNS A DRIVER WHO IS ABOUT TO FALL "
        "ASLEEP. IT NEEDS NO CAMERA. IN A TRIAL WITH 20 DRIVERS IT MISSED ONE EVENT IN FIFTY.",
        "WE PRESENT A SEAT SENSOR THAT WARNS A DRIVER WHO IS ABOUT TO FALL ASLEEP.",
    ),
    Golden(
        "one sentence",
        "On the colour of lichens",
        "The colour of crustose lichens on slate follows the acidity of the rain of the last decade.",
        "The colour of crustose lichens on slate follows the acidity of the rain of the last decade.",
    ),
    Golden(
        "economics, with a question",
        "Bus fares and the labour market",
        "Do free buses help people to find work? We use the abolition of fares in 14 Estonian towns to estimate "
        "the effect of free buses on employment. Employment among the young rose by 1.9 percentage points within "
        "two years, while that of older workers did not change. However, we find no effect on wages.",
        "We use the abolition of fares in 14 Estonian towns to estimate the effect of free buses on employment.",
    ),
    Golden(
        "physics",
        "Feedback cooling of a levitated nanosphere by scattered light",
        "Levitated nanospheres are limited by thermal noise. Here we demonstrate feedback cooling of a silica "
        "nanosphere of 150 nm to 12 mK by means of a single laser beam (Smith et al., 2018; Okada and Lind, 2020). "
        "To this end, the position is read out from scattered light [3, 7]. Our results open the way to force "
        "sensors at the level of zeptonewtons.",
        "We demonstrate feedback cooling of a silica nanosphere of 150 nm to 12 mK by means of a single laser beam.",
    ),
    Golden(
        "law",
        "Who owns a melody that nobody wrote?",
        "Courts have begun to hear claims on music made by machines. This paper examines how the law of six "
        "countries treats melodies without a human author, such as those of generative models. It finds that none "
        "protects them as works; three protect those who invest in them. The paper proposes a short related right "
        "instead.",
        "This paper examines how the law of six countries treats melodies without a human author, such as those of "
        "generative models.",
    ),
    Golden(
        "astronomy",
        "A search for moons around warm Jupiters",
        "We present a search for moons in the light curves of 86 warm Jupiters observed by a space telescope. No "
        "moon larger than 1.4 Earth radii was found. We conclude that large moons around warm Jupiters are rarer "
        "than 3% at 95% confidence.",
        "We present a search for moons in the light curves of 86 warm Jupiters observed by a space telescope.",
    ),
    Golden(
        "psychology, labels without marks",
        "Naps and the memory of faces",
        "Objective To test whether a nap after learning helps to remember faces. Methods Sixty students learned 40 "
        "faces and either slept for an hour or watched a film. Results Students who had slept recognised 31 faces, "
        "the others 27. Conclusions A short nap helps to remember faces, above all those seen from the side.",
        "A short nap helps to remember faces, above all those seen from the side.",
    ),
    Golden(
        "linguistics",
        "Vowel length in the speech of Faroese children",
        "Although vowel length in Faroese depends on the syllable, children have to learn where it does not. Using "
        "recordings of 24 children between two and five, we show that exceptions are learned word by word before "
        "the rule is extended to new words. This finding speaks against accounts in which rules come first.",
        "We show that exceptions are learned word by word before the rule is extended to new words.",
    ),
    Golden(
        "French",
        "La lecture à voix haute à l'école",
        "La lecture à voix haute est peu évaluée. Dans cet article, nous proposons une grille d'observation de la "
        "lecture à voix haute, éprouvée dans trente classes. Nous montrons qu'elle donne des résultats stables "
        "d'un maître à l'autre.",
        "Nous proposons une grille d'observation de la lecture à voix haute, éprouvée dans trente classes.",
    ),
    Golden(
        "software engineering, no space after a stop",
        "Do linters make reviews shorter?",
        "Linters are said to save the time of reviewers.We analyse 9,412 pull requests of 31 projects before and "
        "after they began to use a linter.Reviews became shorter by 11%, and comments on style all but vanished.",
        "We analyse 9,412 pull requests of 31 projects before and after they began to use a linter.",
    ),
    Golden(
        "cut off by its source",
        "An index for folk tunes",
        "Folk tunes are written down in many variants. We introduce an index of 12,000 folk tunes that finds a "
        "tune by its contour, in any key and at any speed. It is built from strings of intervals, and answers "
        "within …",
        "We introduce an index of 12,000 folk tunes that finds a tune by its contour, in any key and at any speed.",
    ),
)
