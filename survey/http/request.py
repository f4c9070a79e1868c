"""What is asked: an address that is built in one way, and the name under which its answer is kept."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import parse_qsl, quote, urlencode, urljoin, urlsplit

from survey.model.errors import AskedWronglyError, SourceChangedError

if TYPE_CHECKING:
    from survey.http.service import Service
    from survey.settings import Settings

Params: TypeAlias = Mapping[str, str | int] | Sequence[tuple[str, str]]

SHOWN = 200
"""Characters of a body that are shown where a request is printed."""


@dataclass(frozen=True, slots=True)
class Request:
    """One request, without any secret in it."""

    method: str
    url: str
    body: bytes | None = None

    def __str__(self) -> str:
        body = (self.body or b"").decode()
        shown = body if len(body) <= SHOWN else f"{body[:SHOWN]}… ({len(body):,} characters)"
        return f"{self.method} {self.url} {shown}".rstrip()

    @property
    def host(self) -> str:
        """The host with its port, as in `127.0.0.1:8000`."""
        return urlsplit(self.url).netloc.lower()

    @property
    def origin(self) -> tuple[str, str]:
        """Scheme and host: what a key belongs to."""
        return urlsplit(self.url).scheme, self.host

    def key(self, source: str) -> str:
        """The name under which the answer is kept: the same for parameters in any order, another for each base URL."""
        address, _, query = self.url.partition("?")
        # By name alone: the order of two values of one parameter may mean something.
        params = sorted(parse_qsl(query, keep_blank_values=True), key=lambda param: param[0])
        words = [source, self.method, address, urlencode(params), (self.body or b"").decode()]
        return hashlib.sha256("\n".join(words).encode()).hexdigest()

    def moved(self, source: str, location: str, *, as_get: bool) -> Request:
        """The same request at the address a redirect names; SourceChangedError where that is none to go to."""
        try:
            url = _tidy(urljoin(self.url, location))
            scheme, host = urlsplit(url).scheme, urlsplit(url).hostname
        except ValueError:
            scheme, host = "", None
        if scheme not in {"http", "https"} or not host:
            raise SourceChangedError(source, "redirected to something that is no web address")
        if (self.origin[0], scheme) == ("https", "http"):
            raise SourceChangedError(source, f"redirected from https to plain http on {host}")
        return Request("GET", url) if as_get else replace(self, url=url)


def base_url(settings: Settings, service: Service) -> str:
    """Where the service is asked: its own address, or the one that the user put in its place."""
    base = settings.base_urls.get(service.name, service.base_url).rstrip("/")
    try:
        parts = urlsplit(base)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    # A password in an address would be printed, logged and kept with it.
    if not usable or "@" in parts.netloc or parts.query or parts.fragment:
        setting = f"SURVEY_{service.name.upper()}_URL"
        raise AskedWronglyError(
            f"the address for {service.name} is not usable", hint=f"{setting} is like https://host:port/prefix, no more"
        )
    return base


def request(source: str, method: str, base: str, path: str, params: Params, *, body: object = None) -> Request:
    """The request for `path` below `base`, or for a link to the same host that the service itself gave."""
    url = _tidy(_absolute(source, base, path))
    if query := urlencode(
        list(params.items() if isinstance(params, Mapping) else params), quote_via=quote, safe=":,/*"
    ):
        url += ("&" if "?" in url else "?") + query
    sent = None if body is None else json.dumps(body, sort_keys=True, separators=(",", ":")).encode()
    return Request(method, url, sent)


def _absolute(source: str, base: str, path: str) -> str:
    if not path.lower().startswith(("http://", "https://")):
        return f"{base}/{path.lstrip('/')}" if path else base
    try:
        link, home = urlsplit(path), urlsplit(base)
    except ValueError:
        raise SourceChangedError(source, "gave a link that is no web address") from None
    if link.netloc.lower() != home.netloc.lower():
        raise SourceChangedError(source, f"gave a link that leads to another host, {link.hostname}")
    # Services behind a proxy write http:// into their links and mean https://.
    return link._replace(scheme=home.scheme).geturl()


def _tidy(url: str) -> str:
    parts = urlsplit(url)
    path = quote(parts.path, safe="/%:@!$&'()*+,;=~")
    return parts._replace(path=path, query=quote(parts.query, safe="/%:@!$&'()*+,;=~?"), fragment="").geturl()
