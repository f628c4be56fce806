"""An SMTP server of our own at 127.0.0.1, polite or rude: it keeps what it took and says what it is told."""

from __future__ import annotations

import asyncio
import re
import threading
from collections.abc import Callable
from email import message_from_bytes
from email.policy import default

DROP = None  # instead of an answer: the connection is closed without a word
LARGEST = 2**24
_ADDRESS = re.compile(rb"<([^>]*)>")


class MailHost:
    """`greeting`, `to_sender`, `to_recipient(address)`, `to_message(address, raw)` are its answers, or DROP.

    `most_per_connection`: how many messages a connection may send before it hears 421. `pause`: seconds
    before it answers to a message. `trickle`: seconds between two letters of an answer. `speaks` counts
    connections.
    """

    def __init__(self) -> None:
        self.got: list[bytes] = []
        self.to: list[str] = []
        self.speaks = 0
        self.commands: list[bytes] = []
        self.be_polite()
        self._loop = asyncio.new_event_loop()
        self._talks: set[asyncio.Task] = set()
        self._server: asyncio.Server | None = None
        self.port = 0
        threading.Thread(target=self._loop.run_forever, daemon=True).start()
        self.open()

    def be_polite(self) -> None:
        self.greeting: str | None = "220 mail.example.org ready"
        self.hello: str | None = "250-mail.example.org\r\n250-SIZE 10000000\r\n250 8BITMIME"
        self.to_sender: str | None = "250 fine"
        self.to_recipient: Callable[[str], str | None] = lambda _address: "250 fine"
        self.to_message: Callable[[str, bytes], str | None] = lambda _address, _raw: "250 taken"
        self.farewell: str | None = "221 bye"
        self.most_per_connection = 0
        self.pause = self.trickle = 0.0

    def open(self) -> None:
        self._do(self._open())

    def close(self) -> None:
        """Nobody can connect, and who was connected is not."""
        self._do(self._close())

    def end(self) -> None:
        self.close()
        self._loop.call_soon_threadsafe(self._loop.stop)

    def hang_up(self) -> None:
        """Closes all connections, as a server does with silent ones."""
        self._do(self._end_talks())

    def ids(self) -> list[str]:
        """The Message-IDs it took, in order."""
        return [message_from_bytes(raw, policy=default)["Message-ID"] for raw in self.got]

    def _do(self, what) -> None:
        asyncio.run_coroutine_threadsafe(what, self._loop).result(timeout=30)

    async def _open(self) -> None:
        if self._server is not None:
            return
        self._server = await asyncio.start_server(self._talk, "127.0.0.1", self.port, limit=LARGEST)
        self.port = self._server.sockets[0].getsockname()[1]

    async def _close(self) -> None:
        if self._server is not None:
            self._server.close()
            self._server = None
        await self._end_talks()

    async def _end_talks(self) -> None:
        for talk in list(self._talks):
            talk.cancel()
        await asyncio.gather(*self._talks, return_exceptions=True)

    async def _talk(self, reader, writer) -> None:
        me = asyncio.current_task()
        self._talks.add(me)
        self.speaks += 1
        try:
            await _Talk(self, reader, writer).go_on()
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError, EOFError):
            pass
        finally:
            self._talks.discard(me)
            writer.close()


class _Talk:
    """One connection."""

    def __init__(self, host: MailHost, reader, writer) -> None:
        self.host, self.reader, self.writer = host, reader, writer
        self.recipient = ""
        self.is_begun = False
        self.taken = 0

    async def go_on(self) -> None:
        await self._say(self.host.greeting)
        while line := await self.reader.readline():
            word = line[:4].upper().strip()
            self.host.commands.append(word)
            await self._say(await self._answer(word, line))
            if word == b"QUIT":
                return

    async def _answer(self, word: bytes, line: bytes) -> str | None:
        host = self.host
        if word in (b"EHLO", b"HELO"):
            return host.hello
        if word == b"RSET":
            self.is_begun = False
        if word == b"MAIL":
            if self.is_begun:
                return "503 5.5.1 another message has begun"
            self.is_begun = True
            is_enough = host.most_per_connection and self.taken >= host.most_per_connection
            return "421 4.7.0 too many messages, come again" if is_enough else host.to_sender
        if word == b"RCPT":
            self.recipient = _ADDRESS.search(line)[1].decode()
            return host.to_recipient(self.recipient)
        if word == b"DATA":
            await self._say("354 go on")
            return await self._message()
        return host.farewell if word == b"QUIT" else "250 fine"

    async def _message(self) -> str | None:
        raw = await self.reader.readuntil(b"\r\n.\r\n")
        if self.host.pause:
            await asyncio.sleep(self.host.pause)
        self.is_begun = False
        raw = raw[:-3].replace(b"\r\n..", b"\r\n.")
        answer = self.host.to_message(self.recipient, raw)
        if answer is not DROP and answer.startswith("2"):
            self.host.got.append(raw)
            self.host.to.append(self.recipient)
            self.taken += 1
        return answer

    async def _say(self, answer: str | None) -> None:
        if answer is DROP:
            raise ConnectionError
        data = f"{answer}\r\n".encode()
        for part in [bytes([one]) for one in data] if self.host.trickle else [data]:
            self.writer.write(part)
            await self.writer.drain()
            if self.host.trickle:
                await asyncio.sleep(self.host.trickle)
        if answer.startswith("421"):
            raise ConnectionError
