"""Hands on the timetable: cards, points of time in a room, dragging."""

from __future__ import annotations


def card(reader, title: str):
    return reader.page.locator(".bc-workshop__room .bc-slot", has_text=title)


def waiting(reader, title: str):
    return reader.page.locator("[data-session]", has_text=title)


def saved(reader, words: str) -> None:
    """The live region says so once the server has answered."""
    reader.page.locator("[data-said]", has_text=words).wait_for()


def spot(reader, room, time: str) -> tuple[float, float]:
    """Where this time is in the column of a room, a little inside."""
    x, y, first = reader.page.evaluate(
        """room => {
          const list = document.querySelector(`[data-room="${room}"] .bc-workshop__list`)
          const box = list.getBoundingClientRect()
          return [box.x, box.y, Number(document.querySelector('[data-part=rooms]').dataset.first)]
        }""",
        room.slug,
    )
    hour, minute = map(int, time.split(":"))
    return x + 30, y + (hour * 60 + minute - first) * 1.8 + 3


def box_of(reader, title: str) -> tuple[float, float, float]:
    """Of a session: a point near its upper left corner, and its height."""
    x, y, height = reader.page.evaluate(
        """title => {
          const cards = [...document.querySelectorAll('.bc-slot')]
          const box = cards.find(one => one.textContent.includes(title)).getBoundingClientRect()
          return [box.x, box.y, box.height]
        }""",
        title,
    )
    return x + 30, y + 3, height


def drag(reader, source, target: tuple[float, float]) -> None:
    """`source` is a point, or the title of a session, which is taken near its top."""
    if isinstance(source, str):
        source = box_of(reader, source)[:2]
    mouse = reader.page.mouse
    mouse.move(*source)
    mouse.down()
    mouse.move(*target, steps=5)
    mouse.up()
