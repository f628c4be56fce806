"""A name server on this machine that knows what a test tells it, asked over UDP as a real one."""

from __future__ import annotations

import socket
import threading
from collections.abc import Mapping, Sequence

import dns.flags
import dns.message
import dns.rcode
import dns.resolver
import dns.rrset


class NameServer:
    """`texts`: TXT records by name; what is not there does not exist. `None`: it answers nothing usable."""

    def __init__(self, texts: Mapping[str, Sequence[str]] | None) -> None:
        self._texts = texts
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind(("127.0.0.1", 0))
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    @property
    def resolver(self) -> dns.resolver.Resolver:
        resolver = dns.resolver.Resolver(configure=False)
        resolver.nameservers = ["127.0.0.1"]
        resolver.port = self._socket.getsockname()[1]
        return resolver

    def stop(self) -> None:
        self._socket.sendto(b"", self._socket.getsockname())
        self._thread.join()
        self._socket.close()

    def _serve(self) -> None:
        while True:
            data, asker = self._socket.recvfrom(4096)
            if not data:
                return
            self._socket.sendto(self._answer(dns.message.from_wire(data)).to_wire(), asker)

    def _answer(self, question: dns.message.Message) -> dns.message.Message:
        answer = dns.message.make_response(question)
        answer.flags |= dns.flags.RA
        if self._texts is None:
            answer.set_rcode(dns.rcode.SERVFAIL)
            return answer
        asked = question.question[0].name
        texts = self._texts.get(str(asked).rstrip("."))
        if texts is None:
            answer.set_rcode(dns.rcode.NXDOMAIN)
            return answer
        quoted = [" ".join(f'"{part}"' for part in _parts(text)) for text in texts]
        answer.answer.append(dns.rrset.from_text(asked, 60, "IN", "TXT", *quoted))
        return answer


def _parts(text: str) -> list[str]:
    """A record is made of strings of up to 255 bytes."""
    return [text[start : start + 200] for start in range(0, len(text), 200)]
