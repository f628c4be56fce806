"""What mail programs make links of, as greedily as the greediest of them."""

from __future__ import annotations

import re
import unicodedata

# What browsers throw out of a host name (UTS 46): a program which leaves it in makes links all the same.
_IGNORED = re.compile("[\u00ad\u200b-\u200d\u2060-\u2064\ufe00-\ufe0f\ufeff]")
_LINKS = re.compile(
    r"""[a-z][a-z0-9+.-]*:/+\S+        # scheme://
    | \b(?:mailto|tel|sms|javascript|data|file|ftp|callto):\S+
    | \bwww\.\S+
    | [^\s@]+@[^\s@]+                  # a@b
    | [^\W_][\w-]*\.[^\W\d_]\w+        # host.tld
    | \d{1,3}(?:\.\d{1,3}){3}          # 192.0.2.1
    | \\\\\S+ | //\S+                  # shares, protocol-relative""",
    re.VERBOSE | re.IGNORECASE,
)


def links_in(text: str) -> list[str]:
    """The pieces of a text that would become links."""
    folded = _IGNORED.sub("", unicodedata.normalize("NFKC", text).replace("。", "."))
    # NFKC makes every space a plain one; a hair space must stay a space to the pattern, and does.
    return _LINKS.findall(folded)
