"""What a line says that the paper does not: numbers and names that stand in neither title nor abstract."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from survey.reading.new_names import is_foreign, new_names, words
from survey.reading.whole import MOST_WORDS, size

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_COUNTS = {
    "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
    "ten": "10", "eleven": "11", "twelve": "12", "fifteen": "15", "twenty": "20", "thirty": "30", "forty": "40",
    "fifty": "50", "sixty": "60", "seventy": "70", "eighty": "80", "ninety": "90", "hundred": "100", "hundreds": "100",
    "thousand": "1000", "thousands": "1000", "million": "1000000", "millions": "1000000", "billion": "1000000000",
    "billions": "1000000000",
}  # fmt: skip
# Words for shares and multiples: said as well by these numbers, and by the other words of the line.
_SHARES = {
    word: tuple(values.split())
    for words_, values in (
        ("half halve halves halved halving", "0.5 50 2"),
        ("twice double doubles doubled doubling twofold", "2 100 200"),
        ("triple triples tripled tripling thrice threefold", "3 200 300"),
        ("third thirds", "3 33 33.3 66 67 66.7 0.33 0.67"),
        ("quarter quarters", "4 25 75 0.25 0.75"),
        ("quadruple quadruples quadrupled fourfold", "4 300 400"),
        ("dozen dozens", "12"),
    )
    for word in words_.split()
}
# How models answer that will not, or speak of their answer first.
_OF_ITSELF = re.compile(
    r"(?:(?:i(?:['’]m| am)|we(?:['’]re| are)) (?:very |so |truly |really )?(?:sorry|unable|not able|afraid|an? )"
    r"|(?:unfortunately,? )?i (?:can(?:not|['’]t)|could(?: not|n['’]t)|do(?: not|n['’]t)|won['’]t|apologi[sz]e|"
    r"need|would need)\b"
    r"|(?:(?:very |so )?sorry|apologies|my apologies|sure|certainly|of course|okay|ok)\s*[,.!:—–-]"
    r"|(?:as|being) an? (?:\w+ )?(?:ai|(?:large )?language model|assistant)\b"
    r"|(?:here(?:['’]s| is)|below is|this is) (?:the|an?|my|your) (?:[\w-]+ ){0,4}(?:summary|sentence|answer|tl;?dr)\b"
    r"|(?:please|kindly) provide\b|(?:the )?(?:one[- ](?:sentence|line) )?(?:summary|answer|tl;?dr)\s*:"
    r"|es tut mir leid|entschuldigung|leider kann ich|ich kann (?:nicht|dir|ihnen)|als (?:ki|sprachmodell)\b"
    r"|désolée?\b|je (?:suis désolée?|ne peux)|en tant qu(?:e modèle|['’]ia\b)"
    r"|lo siento\b|no puedo\b|como (?:una? )?(?:ia|modelo de lenguaje)\b|desculpe\b|sinto muito\b|não posso\b"
    r"|(?:很|非常)?抱歉|对不起|對不起|作为(?:一[个名])?(?:人工智能|ai|语言模型)|作為(?:一[個名])?(?:人工智慧|ai|語言模型)"
    r"|我(?:无法|不能|無法)|以下是|申し訳|すみません|ごめん|aiとして|以下は|お(?:手伝い|答え)でき"
    r"|죄송|미안|ai(?:로서| 언어 ?모델)|인공지능(?:으로서| 언어)|도와드릴 수|다음은)",
    re.I,
)


def objection(line: str, title: str | None, abstract: str | None) -> str | None:
    """Why `line` cannot stand for the paper of this title and abstract, in a few words; None where it can.

    It is one line of no more than MOST_WORDS words, and every number and every capitalised name in it stands in the
    title or the abstract. Names are compared by their letters alone, numbers by their value as written; numbers spelt
    out are known in English. It is in a script of the paper, and does not speak to whoever asked.
    """
    return next(_objections(_plain(line), _plain(f"{title or ''}\n{abstract or ''}")), None)


def _objections(said: str, given: str) -> Iterator[str]:
    if not said:
        yield "it says nothing"
    if len(said.splitlines()) > 1:
        yield "it is more than one line"
    if (length := size(said)) > MOST_WORDS:
        yield f"it has {length} words"
    if (own := _OF_ITSELF.match(said.lstrip(" \"'“‘*"))) and own[0].casefold() not in given.casefold():
        yield "it is no line but an answer to whoever asked"
    if is_foreign(said, given):
        yield "it is in another script than the paper"
    yield from (f"the paper does not say {number}" for number in _new_numbers(said, given))
    yield from (f"the paper does not name {name}" for name in new_names(said, given))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _new_numbers(said: str, given: str) -> Iterator[str]:
    known = set(map(_value, _NUMBER.findall(given))) | {_COUNTS.get(word, "") for word in words(given)}
    yield from (number for number in _NUMBER.findall(said) if _value(number) not in known)
    yield from (word for word in words(said) if word in _COUNTS and _COUNTS[word] not in known)
    shares = {_SHARES[word] for word in words(given) if word in _SHARES}
    yield from (
        word for word in words(said) if (share := _SHARES.get(word)) and share not in shares and known.isdisjoint(share)
    )


def _value(number: str) -> str:
    """`number` without the commas between its thousands, and without zeros that say nothing."""
    bare = re.sub(r",(?=\d{3}(?!\d))", "", number)
    whole, point, rest = bare.partition(".")
    rest = rest.rstrip("0") if rest.isdigit() else rest
    return (whole.lstrip("0") or "0") + (point + rest if rest else "")
