"""Which addresses are followed."""

from __future__ import annotations

import pytest

from survey.formats.address import web_address


@pytest.mark.parametrize(
    ("link", "safe"),
    [
        ("https://a.example/x", "https://a.example/x"),
        ("HTTP://a.example", "HTTP://a.example"),
        (" https://a.example/x\n", "https://a.example/x"),
        ('https://a.example/"><script>', "https://a.example/%22%3E%3Cscript%3E"),
        ("https://a.example/é?q=1&r=%20", "https://a.example/%C3%A9?q=1&r=%20"),
        ("javascript:alert(1)", None),
        ("java\nscript:alert(1)", None),
        ("data:text/html,x", None),
        ("//a.example", None),
        ("https://", None),
        ("", None),
    ],
)
def test_only_what_is_on_the_web_is_an_address(link: str, safe: str | None) -> None:
    assert web_address(link) == safe
