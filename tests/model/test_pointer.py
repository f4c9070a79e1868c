"""A paper is meant by one line of text, which says the same when it is read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.model.fold import Said, fold_paper
from survey.model.pointer import Pointer, joined, parted, pointer_to, read_pointer
from tests.model.making import name, record, taken

texts = st.none() | st.text(max_size=20) | st.sampled_from(("A // B", "// x //", "a | b", "?", "C; D", " "))
pointers = st.builds(
    Pointer,
    st.none() | st.sampled_from(("roe2020", "김2021")),
    st.frozensets(st.sampled_from([name("doi:10.1000/x"), name("arxiv:2001.00001"), name("openalex:W1001")])),
    st.none() | st.integers(1900, 2030),
    st.lists(texts.filter(bool), max_size=3).map(tuple),
    texts,
)


@given(st.lists(pointers, max_size=3))
def test_a_pointer_that_was_read_is_written_the_same(several: list[Pointer]) -> None:
    written = [str(read_pointer(str(pointer))) for pointer in several]

    assert [str(read_pointer(text)) for text in written] == written
    assert list(parted(joined(written))) == [" ".join(text.split()) for text in written]


def test_a_pointer_says_who_wrote_what_when() -> None:
    said = record(ids=["doi:10.1000/x"], title="Doors | windows", authors="Ada Roe; Bo Li", year=2020)
    view = fold_paper(taken(said), Said(key="x"))

    text = str(pointer_to(view, "roe2020"))

    assert text == "roe2020 | doi:10.1000/x | 2020 | Ada Roe; Bo Li | Doors windows"
    assert read_pointer(text) == Pointer(
        "roe2020", frozenset({name("doi:10.1000/x")}), 2020, ("Ada Roe", "Bo Li"), "Doors windows"
    )


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("roe2020", Pointer("roe2020")),
        ("https://doi.org/10.1000/X", Pointer(None, frozenset({name("doi:10.1000/x")}))),
        ("? | ? | ? | ? | ?", Pointer()),
        ("", Pointer()),
    ],
)
def test_what_a_word_alone_means(text: str, meant: Pointer) -> None:
    assert read_pointer(text) == meant
    assert meant.says_something is bool(meant.identifiers)
