"""What the doctor says of a domain's SPF, DKIM and DMARC, asked of a name server of the test's own."""

from __future__ import annotations

import pytest

from app.operations.doctor.sending_domain import Names, look_at_domain
from tests.support.names import NameServer

DOMAIN = "bootcamp.example.org"
KEY = f"v=DKIM1; k=rsa; p={'A' * 400}"
GOOD = {
    DOMAIN: ["something else", "v=spf1 include:_spf.example.org -all"],
    f"selector1._domainkey.{DOMAIN}": [KEY],
    "_dmarc.example.org": ["v=DMARC1; p=quarantine"],
}


@pytest.fixture
def ask():
    servers = []

    def look(texts, selector="") -> dict[str, tuple[str, str]]:
        server = NameServer(texts)
        servers.append(server)
        found = look_at_domain(DOMAIN, Names(server.resolver), selector=selector)
        return {one.about.split()[0]: (str(one.grade), one.found) for one in found}

    yield look
    for server in servers:
        server.stop()


def test_all_well(ask):
    assert ask(GOOD) == {
        "SPF": ("well", "v=spf1 include:_spf.example.org -all"),
        "DMARC": ("well", "v=DMARC1; p=quarantine"),
        "DKIM": ("well", f"there is a key at selector1._domainkey.{DOMAIN}"),
    }


@pytest.mark.parametrize(
    ("records", "grade", "found"),
    [
        pytest.param(None, "ill", "there is none", id="no name at all"),
        pytest.param(["hello"], "ill", "there is none", id="another text"),
        pytest.param(["v=spf10 -all"], "ill", "there is none", id="only begins alike"),
        pytest.param(["v=spf1 -all", "v=spf1 a -all"], "ill", "there are two", id="two"),
        pytest.param(["v=spf1 +all"], "ill", "it lets everybody send", id="everybody"),
        pytest.param(["v=spf1 a all"], "ill", "it lets everybody send", id="everybody, unsaid"),
        pytest.param(["v=spf1 a ?all"], "weak", "it forbids nobody", id="neutral"),
        pytest.param(["v=spf1 a"], "weak", "it forbids nobody", id="no end"),
        pytest.param(["v=spf1 redirect=x.example.org"], "well", None, id="redirected"),
        pytest.param(["V=SPF1 A ~ALL"], "well", None, id="capitals"),
        pytest.param(
            ["v=spf1 " + "include:x " * 10 + "-all"], "well", None, id="ten lookups are allowed"
        ),
        pytest.param(
            ["v=spf1 " + "include:x " * 10 + "mx -all"],
            "ill",
            "it needs 11 lookups",
            id="eleven are not",
        ),
        pytest.param(
            ["v=spf1 ip4:192.0.2.1 ip6:2001:db8::1 " * 8 + "-all"], "well", None, id="no lookups"
        ),
    ],
)
def test_spf(ask, records, grade, found):
    texts = GOOD | {DOMAIN: records} if records else {k: v for k, v in GOOD.items() if k != DOMAIN}
    said = ask(texts)["SPF"]
    assert said[0] == grade and (found is None or said[1] == found)


@pytest.mark.parametrize(
    ("name", "records", "said"),
    [
        pytest.param(
            "_dmarc.example.net", ["v=DMARC1; p=none"], ("weak", "there is none"), id="no"
        ),
        pytest.param(
            f"_dmarc.{DOMAIN}", ["v=DMARC1; p=none"], ("well", "v=DMARC1; p=none"), id="its own"
        ),
        pytest.param(
            "_dmarc.example.org",
            ["v=DMARC1;p=reject"],
            ("well", "v=DMARC1;p=reject"),
            id="the organisation's",
        ),
        pytest.param(f"_dmarc.{DOMAIN}", ["v=DMARC1; p="], ("ill", "its p is “”"), id="empty"),
        pytest.param(
            f"_dmarc.{DOMAIN}",
            ["v=DMARC1; p=none", "v=DMARC1; p=reject"],
            ("ill", "there are two"),
            id="two",
        ),
    ],
)
def test_dmarc(ask, name, records, said):
    texts = {key: value for key, value in GOOD.items() if not key.startswith("_dmarc")}
    assert ask(texts | {name: records})["DMARC"] == said


@pytest.mark.parametrize(
    ("selector", "key", "grade"),
    [
        pytest.param("", KEY, "well", id="found at a usual place"),
        pytest.param("selector1", KEY, "well", id="where we said"),
        pytest.param("other", KEY, "ill", id="not where we said"),
        pytest.param("selector1", "v=DKIM1; p=", "ill", id="revoked"),
        pytest.param("", None, "unsure", id="nobody can list them"),
    ],
)
def test_dkim(ask, selector, key, grade):
    texts = {name: value for name, value in GOOD.items() if "_domainkey" not in name}
    if key:
        texts[f"selector1._domainkey.{DOMAIN}"] = [key]
    assert ask(texts, selector)["DKIM"][0] == grade


def test_no_name_server(ask):
    assert {grade for grade, _found in ask(None).values()} == {"unsure"}
