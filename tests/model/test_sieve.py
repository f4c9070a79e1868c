"""What a person types to pick papers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.model.sieve import FIELDS, Between, Named, Sieve, Word, sieve


def test_words_phrases_filters_and_what_is_not_wanted_are_told_apart() -> None:
    asked = sieve('lantern "long document" author:hu -tag:done -dim -"in the dark" -title:"a tide"')

    assert asked == Sieve(
        words=(Word("lantern"), Word("long document", is_phrase=True)),
        only=(Word("hu", field="author"),),
        without=(
            Named("tag", "done"),
            Word("dim"),
            Word("in the dark", is_phrase=True),
            Word("a tide", is_phrase=True, field="title"),
        ),
    )


@pytest.mark.parametrize(
    ("value", "low", "high"),
    [
        ("2021", 2021, 2021),
        ("=2021", 2021, 2021),
        ("2021..2023", 2021, 2023),
        ("2020..", 2020, None),
        ("..2020", None, 2020),
        ("2021-2023", 2021, 2023),
        ("2021–2023", 2021, 2023),
        (">2020", 2021, None),
        (">=2020", 2020, None),
        ("<2020", None, 2019),
        ("<=2020", None, 2020),
    ],
)
def test_numbers_are_given_as_one_or_as_a_range(value: str, low: int | None, high: int | None) -> None:
    assert sieve(f"year:{value}").only == (Between("year", low, high),)
    assert sieve(f"-cites:{value}").without == (Between("cites", low, high),)


@pytest.mark.parametrize(
    "typed", ["year:abc", "year:..", "cites:>", "has:money", "is:good", "year:2021-08", "year:٢٠٢٠"]
)
def test_a_filter_that_cannot_be_one_is_looked_for_as_words_and_that_is_told(typed: str) -> None:
    asked = sieve(f"lantern {typed}")

    assert [word.text for word in asked.words] == ["lantern", *typed.split(":")]
    assert asked.only == ()
    assert len(asked.notices) == 1
    assert asked.notices[0].startswith(f"{typed} is no")


@pytest.mark.parametrize(
    ("typed", "notice"),
    [
        ("auhtor:hu", "no field auhtor: it was looked for as words; did you mean author:?"),
        ("Authors:hu", "no field authors: it was looked for as words; did you mean author:?"),
        ("conference:iclr", "no field conference: it was looked for as words; did you mean venue:?"),
        ("colour:red", "no field colour: it was looked for as words"),
        ("sort:year", "no field sort: it was looked for as words; did you mean --sort year?"),
        ("NOT dim", "NOT is a word like others: what holds most words comes first, and -word leaves out"),
        (
            "arxiv:2001.00001",
            "no field arxiv: it was looked for as words; `survey show arxiv:2001.00001` shows the paper of that name",
        ),
        ("author: hu", "nothing stands right behind author: so that it was looked for as a word"),
    ],
)
def test_what_looks_like_a_filter_and_is_none_is_looked_for_as_words_and_that_is_told(typed: str, notice: str) -> None:
    asked = sieve(f"lantern {typed}")

    assert (asked.only, asked.without, asked.notices) == ((), (), (notice,))
    said = " ".join(word.text for word in asked.words).replace(":", "")
    assert said.split() == f"lantern {typed}".replace(":", " ").split()


def test_a_name_of_a_paper_is_looked_for_as_one_phrase_and_never_by_its_scheme_alone() -> None:
    assert sieve("arXiv:2001.00001 -doi:10.1000/x").words == (Word("arXiv 2001.00001", is_phrase=True),)
    assert sieve("arXiv:2001.00001 -doi:10.1000/x").without == (Word("doi 10.1000/x", is_phrase=True),)
    assert sieve("arxiv:lanterns").words == (Word("arxiv"), Word("lanterns"))


@pytest.mark.parametrize("what", ["code", "results", "summary", "abstract", "doi", "arxiv", "notes", "tags"])
def test_papers_are_picked_by_what_they_have(what: str) -> None:
    assert sieve(f"has:{what}").only == (Named("has", what),)


@pytest.mark.parametrize("typed", ["year>2020", "year>=2021", "Year:>2020"])
def test_a_number_may_be_compared_without_a_colon(typed: str) -> None:
    assert sieve(typed) == Sieve(only=(Between("year", 2021, None),))


@pytest.mark.parametrize("field", ["year", "cites"])
def test_a_range_from_the_larger_to_the_smaller_is_turned_and_that_is_told(field: str) -> None:
    asked = sieve(f"-{field}:2015..2010 {field}:2010..2015")

    assert asked.without == asked.only == (Between(field, 2010, 2015),)
    assert asked.notices == (f"{field}:2015..2010 was taken for {field}:2010..2015",)


def test_an_accent_that_is_typed_as_a_character_of_its_own_is_of_its_letter() -> None:
    assert sieve("author:mu\u0308ller").only == (Word("müller", field="author"),)


@pytest.mark.parametrize("typed", ["LLM:", "C:\\tmp", "https://a.b/c", "3:1", ":x", "k:v"])
def test_a_colon_alone_makes_no_filter(typed: str) -> None:
    asked = sieve(typed)

    assert (asked.only, asked.without, asked.notices) == ((), (), ())
    assert asked.words != ()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("“long document”", (Word("long document", is_phrase=True),)),
        ("深层学习：综述", (Word("深层学习"), Word("综述"))),
        ('"never closed', (Word('"never'), Word("closed"))),
        ("self-attention", (Word("self-attention"),)),
        ("a - b", (Word("a"), Word("-"), Word("b"))),
        ("AUTHOR", (Word("AUTHOR"),)),
        ("", ()),
    ],
)
def test_signs_mean_something_only_where_they_stand_so(typed: str, words: tuple[Word, ...]) -> None:
    assert sieve(typed) == Sieve(words=words)


def test_signs_may_be_those_of_other_keyboards() -> None:
    assert sieve("author：胡 −year:2020 －tag：dim") == sieve("author:胡 -year:2020 -tag:dim")


def test_fields_and_choices_may_be_written_large() -> None:
    assert sieve("Author:Hu HAS:Code").only == (Word("Hu", field="author"), Named("has", "code"))


@given(st.text(max_size=60) | st.from_regex(rf"(-?({'|'.join(FIELDS)}):?\W?\w*\s?){{0,4}}", fullmatch=True))
def test_whatever_is_typed_is_a_question(typed: str) -> None:
    asked = sieve(typed)

    assert bool(typed.strip("\x00").strip()) or asked == Sieve()
    assert all("\ud800" not in word.text for word in asked.words)


@pytest.mark.parametrize(
    ("typed", "source"),
    [
        ("source:pwc", "papers_with_code"),
        ("source:S2", "semantic_scholar"),
        ("source:semantic-scholar", "semantic_scholar"),
        ('source:"Hugging Face"', "hugging_face"),
        ("source:hand", "hand"),
    ],
)
def test_a_source_may_be_called_as_people_do(typed: str, source: str) -> None:
    asked = sieve(typed)

    assert (asked.only, asked.notices) == ((Named("source", source),), ())


def test_a_source_that_there_is_not_is_told_with_those_that_there_are() -> None:
    asked = sieve("-source:scolar")

    assert asked.without == (Named("source", "scolar"),)
    assert asked.notices[0].startswith("no source scolar comes with this program; sources are: acl, arxiv, ")
