"""Names of authors, cut from the text of a file and parted into family and given."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.model.names import Name, is_cut, name_of, split_names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", ()),
        ("Smith, John", ("Smith, John",)),
        ("Ana Diaz and Bo Chen", ("Ana Diaz", "Bo Chen")),
        ("Diaz, A. and Chen, B. and others", ("Diaz, A.", "Chen, B.")),
        ("Ana Diaz; Bo Chen", ("Ana Diaz", "Bo Chen")),
        ("Ana Diaz, Bo M. Chen", ("Ana Diaz", "Bo M. Chen")),
        ("Ana Diaz, Bo Chen, Cy Dee", ("Ana Diaz", "Bo Chen", "Cy Dee")),
        ("Diaz, A., Chen, B. M.", ("Diaz, A.", "Chen, B. M.")),
        ("Diaz A, Chen BM", ("Diaz A", "Chen BM")),
        ("van der Berg, Adriaan J. C.", ("van der Berg, Adriaan J. C.",)),
        ("Diaz A.Chen B. M.O'Hara C.", ("Diaz A.", "Chen B. M.", "O'Hara C.")),
        ("J.P.Smith", ("J.P.Smith",)),
        ("Fran&#231;ois Bo and Li Wu", ("François Bo", "Li Wu")),
    ],
)
def test_a_text_of_names_is_cut_where_one_ends(text: str, names: tuple[str, ...]) -> None:
    assert split_names(text) == names


@given(st.lists(st.sampled_from(["Ana Diaz", "Chen, Bo", "Li Wu", "van Dyck, C. M."]), min_size=2, max_size=6))
def test_names_joined_by_and_come_out_as_they_went_in(names: list[str]) -> None:
    assert split_names(" and ".join(names)) == tuple(names)


@given(st.text(max_size=60))
def test_no_text_breaks_it(text: str) -> None:
    assert all(name.strip() for name in split_names(text))
    name_of(text)


@pytest.mark.parametrize(
    ("author", "name"),
    [
        ("Ana Maria Diaz", Name("diaz", "ana maria")),
        ("Diaz, Ana Maria", Name("diaz", "ana maria")),
        ("Diaz A. M.", Name("diaz", "a m")),
        ("Ha-Vinh Leuchter R.", Name("ha vinh leuchter", "r")),
        ("A. M. Diaz", Name("diaz", "a m")),
        ("del, Pino M", Name("pino", "m")),
        ("Plato", Name("plato", "")),
    ],
)
def test_family_and_given_name_are_told_apart(author: str, name: Name) -> None:
    assert name_of(author) == name


def test_a_list_that_says_so_is_cut() -> None:
    assert is_cut("Diaz, A. and others")
    assert is_cut("Diaz A, et al.")
    assert not is_cut("Diaz, A. and Wothers, B.")
