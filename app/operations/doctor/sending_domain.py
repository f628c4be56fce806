"""What the world is told about mail from our domain, in its DNS: SPF, DKIM and DMARC.

Sources: RFC 7208 (SPF: 4.5 one record, 4.6.4 ten lookups), RFC 6376 (DKIM: 3.6.2 where keys lie), RFC 7489
(DMARC: 6.1, 6.6.3 the organisation's domain stands in).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import dns.exception
import dns.resolver

from app.operations.doctor.findings import Finding, Grade

LOOKUPS = 10
PATIENCE = 4.0  # seconds for one question
# Where the keys of the services lie that libraries send by; nobody can list what a domain has.
SELECTORS = (
    "selector1 selector2 google default dkim mail s1 s2 k1 k2 k3 smtp mailo protonmail fm1 pm scph0"
).split()
_COUNTED = re.compile(r"^[+?~-]?(include:|a(?::|/|$)|mx(?::|/|$)|ptr|exists:)|^redirect=")


class Unasked(Exception):
    """No name server answered, so nothing can be said."""


class Names:
    """The DNS as we ask it."""

    def __init__(self, resolver: dns.resolver.Resolver | None = None) -> None:
        self._resolver = resolver or dns.resolver.Resolver()
        self._resolver.lifetime = PATIENCE

    def texts(self, name: str) -> list[str]:
        """The TXT records of a name, each as one string; none when there is no such name."""
        try:
            answer = self._resolver.resolve(name, "TXT")
        except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
            return []
        except (dns.exception.DNSException, OSError) as error:
            raise Unasked(type(error).__name__) from error
        return [b"".join(row.strings).decode("utf-8", "replace") for row in answer]


def look_at_domain(domain: str, names: Names, *, selector: str) -> Iterator[Finding]:
    """`selector`: where our mail server's key lies, or empty to try the usual ones."""
    for about, check in (("SPF", _spf), ("DMARC", _dmarc)):
        try:
            yield check(domain, names)
        except Unasked as error:
            yield _unasked(f"{about} of {domain}", error)
    try:
        yield _dkim(domain, names, selector)
    except Unasked as error:
        yield _unasked(f"DKIM of {domain}", error)


def _spf(domain: str, names: Names) -> Finding:
    about = f"SPF of {domain}"
    found = [one for one in names.texts(domain) if re.match(r"v=spf1(\s|$)", one, re.IGNORECASE)]
    if not found:
        advice = (
            "Ask whoever runs the domain for a TXT record that names your mail server, such as "
            "“v=spf1 include:… -all”. Without it many gateways put the mails into quarantine."
        )
        return Finding(about, Grade.ILL, "there is none", advice)
    if len(found) > 1:
        return Finding(about, Grade.ILL, "there are two", "Two count as none: make one of them.")
    terms = found[0].split()[1:]
    lookups = sum(bool(_COUNTED.match(term.lower())) for term in terms)
    if lookups > LOOKUPS:
        advice = "More than ten count as an error: name fewer."
        return Finding(about, Grade.ILL, f"it needs {lookups} lookups", advice)
    last = next((term.lower() for term in terms if term.lower().endswith("all")), "")
    if last in ("+all", "all"):
        return Finding(about, Grade.ILL, "it lets everybody send", "End it with “-all”.")
    is_open = not last and not any(term.lower().startswith("redirect=") for term in terms)
    if is_open or last == "?all":
        return Finding(about, Grade.WEAK, "it forbids nobody", "End it with “~all” or “-all”.")
    return Finding(about, Grade.WELL, found[0][:120])


def _dmarc(domain: str, names: Names) -> Finding:
    about = f"DMARC of {domain}"
    for name in _upwards(domain):
        found = [one for one in names.texts(f"_dmarc.{name}") if one.lower().startswith("v=dmarc1")]
        if len(found) == 1:
            return _policy(about, found[0])
        if found:
            return Finding(about, Grade.ILL, "there are two", "Two count as none: keep one.")
    advice = (
        f"Ask for a TXT record at _dmarc.{domain}: “v=DMARC1; p=none; rua=mailto:…” to begin with. "
        "Google and Microsoft want one from who sends many mails."
    )
    return Finding(about, Grade.WEAK, "there is none", advice)


def _policy(about: str, record: str) -> Finding:
    parts = (part.split("=", 1) for part in record.split(";") if "=" in part)
    tags = {name.strip().lower(): value.strip() for name, value in parts}
    policy = tags.get("p", "").lower()
    if policy not in ("none", "quarantine", "reject"):
        return Finding(
            about, Grade.ILL, f"its p is “{policy}”", "It is none, quarantine or reject."
        )
    return Finding(about, Grade.WELL, record[:120])


def _upwards(domain: str) -> Iterator[str]:
    """The domain, then those it belongs to, never a whole country's."""
    labels = domain.split(".")
    for start in range(max(1, len(labels) - 1)):
        yield ".".join(labels[start:])


def _dkim(domain: str, names: Names, selector: str) -> Finding:
    about = f"DKIM of {domain}"
    for one in [selector] if selector else SELECTORS:
        found = names.texts(f"{one}._domainkey.{domain}")
        keys = [re.search(r"(?:^|;)\s*p=([^;]*)", text) for text in found]
        if any(key and key.group(1).strip() for key in keys):
            return Finding(about, Grade.WELL, f"there is a key at {one}._domainkey.{domain}")
        if found:
            return Finding(about, Grade.ILL, f"the key at {one} is revoked", "Publish a new one.")
    if selector:
        advice = "Your mail server’s documentation says which TXT record it wants there."
        return Finding(about, Grade.ILL, f"there is no key at {selector}._domainkey", advice)
    advice = "Set DKIM_SELECTOR to the selector that your mail server signs with, to be sure."
    return Finding(about, Grade.UNSURE, "no key at the usual places", advice)


def _unasked(about: str, error: Unasked) -> Finding:
    advice = "This machine cannot ask the DNS. Look again from one that can."
    return Finding(about, Grade.UNSURE, f"no name server answered ({error})", advice)
