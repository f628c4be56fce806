// By keyboard: arrows move the session that has the focus, with Shift they stretch it. It is sent once the keys rest, so that
// ten presses are one change to take back. On a session without a time an arrow places it where there is room first.
import { ends, starts } from './drawing.js'
import { STEP } from './scale.js'

const REST = 500 // milliseconds
const ARROWS = { ArrowUp: [0, -STEP], ArrowDown: [0, STEP], ArrowLeft: [-1, 0], ArrowRight: [1, 0] }

export function startKeys (shop) {
  let held = null // the card that is moved, and where it was

  document.addEventListener('keydown', event => {
    if (isUndo(event) && !event.target.closest('input, select, textarea, dialog')) {
      event.preventDefault()
      send()
      return shop.step(event.key.toLowerCase() === 'y' || event.shiftKey ? 'redo' : 'undo')
    }
    const arrow = ARROWS[event.key]
    const card = event.target.closest('.bc-slot[data-movable]')
    const session = event.target.closest('[data-session]')
    if (event.key === 'Escape' && held) return letGo()
    if (!arrow || event.ctrlKey || event.altKey || event.metaKey || !(card || session)) return
    event.preventDefault()
    if (session) return placeFirst(session)
    hold(card)
    nudge(card, arrow, event.shiftKey)
  })
  shop.page.addEventListener('focusout', () => setTimeout(() => {
    if (held && !held.card.contains(document.activeElement)) send()
  }))

  function hold (card) {
    if (held && held.card !== card) send()
    if (!held) held = { card, room: shop.roomOf(card), from: starts(card), to: ends(card) }
    shop.hold()
    clearTimeout(held.timer)
    held.timer = setTimeout(send, REST)
  }

  function nudge (card, [across, minutes], isStretch) {
    let [room, from, to] = [shop.roomOf(card), starts(card), ends(card)]
    if (isStretch) to = Math.max(snapped(to, minutes), from + STEP)
    else if (minutes) {
      const long = to - from
      from = Math.max(0, Math.min(snapped(from, minutes), 24 * 60 - STEP - long))
      to = from + long
    } else room = nextRoom(room, across)
    shop.show(card, room, from, Math.min(to, 24 * 60 - 1))
    card.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    shop.sayAt(card, room, from, to)
  }

  function nextRoom (room, across) {
    const rooms = [...shop.rooms.querySelectorAll('[data-room]')].map(one => one.dataset.room)
    return rooms[Math.max(0, Math.min(rooms.indexOf(room) + across, rooms.length - 1))]
  }

  function send () {
    const was = take()
    if (!was) return
    const { card } = was
    const [room, from, to] = [shop.roomOf(card), starts(card), ends(card)]
    if (room !== was.room || from !== was.from || to !== was.to) shop.move(card, room, from, to)
  }

  function letGo () {
    const was = take()
    shop.show(was.card, was.room, was.from, was.to)
    shop.sayAt(was.card, was.room, was.from, was.to)
  }

  function take () {
    const was = held
    clearTimeout(was?.timer)
    held = null
    if (was) shop.release()
    return was
  }

  function placeFirst (session) {
    const long = Number(session.dataset.minutes)
    const first = Number(shop.rooms.dataset.first)
    for (let from = first; from + long <= 24 * 60; from += STEP) {
      for (const section of shop.rooms.querySelectorAll('[data-room]')) {
        const cards = [...section.querySelectorAll('.bc-slot'), ...shop.rooms.querySelectorAll('[data-everywhere] .bc-slot')]
        if (cards.every(one => ends(one) + STEP <= from || starts(one) >= from + long + STEP)) {
          return shop.place(session.dataset.session, section.dataset.room, from, from + long)
        }
      }
    }
  }
}

function snapped (minute, by) {
  return (by > 0 ? Math.floor(minute / STEP) : Math.ceil(minute / STEP)) * STEP + by
}

function isUndo (event) {
  return (event.ctrlKey || event.metaKey) && !event.altKey && ['z', 'y'].includes(event.key.toLowerCase())
}
