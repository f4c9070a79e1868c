"""Requests as the log keeps them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from survey.model.search_log import KeptAnswer, as_log, from_log

kept_answers = st.builds(KeptAnswer, st.none() | st.text(), st.dates().map(lambda day: day.isoformat()))


@given(st.lists(st.text()), st.lists(kept_answers))
def test_what_is_written_is_read_again(sent: list[str], kept: list[KeptAnswer]) -> None:
    assert from_log(as_log(sent, kept)) == (sent, kept)


def test_a_log_of_before_holds_only_what_was_sent() -> None:
    assert from_log('["GET https://x/?q=1"]') == (["GET https://x/?q=1"], [])
