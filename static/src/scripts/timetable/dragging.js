// By hand: from the list beside to a room, from one place to another, onto another session to swap, or by the lower edge to
// stretch. Fingers scroll; they have the forms.
import { ends, starts } from './drawing.js'
import { STEP, clock } from './scale.js'

const FAR = 4 // pixels until a press is a drag
const EDGE = 8 // pixels of a card's lower edge
const NEAR = 40 // pixels from the frame's border where it scrolls

export function startDragging (shop) {
  shop.page.addEventListener('dragstart', event => event.preventDefault())
  shop.page.addEventListener('pointerdown', event => {
    const card = event.target.closest('.bc-slot[data-movable], .bc-slot--unplaced')
    if (card && event.button === 0 && event.pointerType !== 'touch') new Drag(shop, card, event)
  })
}

class Drag {
  constructor (shop, card, event) {
    Object.assign(this, { shop, card, x: event.clientX, y: event.clientY, begun: false })
    const box = card.getBoundingClientRect()
    this.isNew = card.dataset.session !== undefined
    this.isStretch = !this.isNew && box.bottom - event.clientY <= EDGE
    this.long = this.isNew ? Number(card.dataset.minutes) : ends(card) - starts(card)
    this.above = this.isNew ? 0 : event.clientY - box.top
    this.stop = new AbortController()
    const { signal } = this.stop
    shop.hold()
    addEventListener('pointermove', one => this.move(one), { signal })
    addEventListener('pointerup', one => this.drop(one), { signal })
    addEventListener('pointercancel', () => this.end(), { signal })
    addEventListener('keydown', one => { if (one.key === 'Escape') this.end() }, { signal })
  }

  move (event) {
    if (!this.begun && Math.hypot(event.clientX - this.x, event.clientY - this.y) < FAR) return
    if (!this.begun) this.begin()
    event.preventDefault()
    this.scroll(event)
    this.aim(event)
  }

  begin () {
    this.begun = true
    getSelection()?.removeAllRanges()
    this.shop.page.classList.add('bc-workshop--dragging')
    this.card.classList.add('bc-slot--held')
    this.ghost = document.createElement('div')
    this.ghost.className = 'bc-workshop__ghost'
    this.ghost.setAttribute('aria-hidden', 'true')
  }

  // Where it would go: another session to swap with, or a room and times
  aim (event) {
    this.clear()
    const under = document.elementsFromPoint(event.clientX, event.clientY)
    const section = under.map(one => one.closest('[data-room]')).find(Boolean)
    if (this.isStretch) return this.show(this.card.closest('[data-room]'), starts(this.card), Math.max(starts(this.card) + STEP, this.minute(event.clientY)))
    if (!section) return
    const other = under.map(one => one.closest('.bc-slot[data-movable]')).find(one => one && one !== this.card)
    if (other && !this.isNew) {
      this.other = other
      other.classList.add('bc-slot--aimed')
      return
    }
    const from = Math.max(0, Math.min(this.minute(event.clientY - this.above), 24 * 60 - STEP - this.long))
    this.show(section, from, from + this.long)
  }

  minute (y) {
    const list = this.shop.rooms.querySelector('[data-room] .bc-workshop__list')
    return this.shop.scale.minute(y - list.getBoundingClientRect().top)
  }

  show (section, from, to) {
    this.target = { room: section.dataset.room, from, to: Math.min(to, 24 * 60 - 1) }
    const { scale } = this.shop
    const top = scale.pixels(from)
    this.ghost.style.top = `${top}px`
    this.ghost.style.height = `${scale.pixels(to) - top}px`
    this.ghost.textContent = `${clock(from)}–${clock(to)}`
    section.querySelector('.bc-workshop__list').append(this.ghost)
  }

  clear () {
    this.target = null
    this.other?.classList.remove('bc-slot--aimed')
    this.other = null
    this.ghost.remove()
  }

  scroll (event) {
    const { frame } = this.shop
    const box = frame.getBoundingClientRect()
    if (event.clientX < box.left || event.clientX > box.right) return
    if (event.clientY > box.bottom - NEAR) frame.scrollTop += 12
    if (event.clientY < box.top + NEAR * 2) frame.scrollTop -= 12
    if (event.clientX > box.right - NEAR) frame.scrollLeft += 12
    if (event.clientX < box.left + NEAR) frame.scrollLeft -= 12
  }

  drop (event) {
    if (!this.begun) return this.end()
    this.aim(event)
    const { target, other, card, shop } = this
    this.end()
    keepFromClicking()
    if (other) return shop.swap(card, other)
    if (!target) return
    if (this.isNew) return shop.place(card.dataset.session, target.room, target.from, target.to)
    const stays = shop.roomOf(card) === target.room && starts(card) === target.from && ends(card) === target.to
    if (!stays) shop.move(card, target.room, target.from, target.to)
  }

  end () {
    this.stop.abort()
    this.shop.release()
    if (!this.begun) return
    this.clear()
    this.shop.page.classList.remove('bc-workshop--dragging')
    this.card.classList.remove('bc-slot--held')
  }
}

// The hand lets go over a link, which it did not mean to follow
function keepFromClicking () {
  const stop = event => event.preventDefault()
  addEventListener('click', stop, { capture: true })
  setTimeout(() => removeEventListener('click', stop, { capture: true }))
}
