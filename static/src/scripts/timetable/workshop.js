// The timetable of organisers: shows the rooms as columns in time, and sends what is changed in it.
import { startDragging } from './dragging.js'
import { draw, drawList, ends, setTimes, starts } from './drawing.js'
import { startKeys } from './keys.js'
import { clock } from './scale.js'
import { Server } from './server.js'

export function startTimetable (root) {
  const page = root.querySelector('[data-timetable]')
  if (page) new Workshop(page).start()
}

class Workshop {
  constructor (page) {
    this.page = page
    this.frame = page.querySelector('[data-frame]')
    this.clash = page.querySelector('[data-clash]')
    this.server = new Server(page)
    this.isCondensed = false
    this.isHeld = false // by a hand or by keys: nothing is drawn anew meanwhile
    this.isLate = false // and somebody wanted to
  }

  hold () { this.isHeld = true }

  release () {
    this.isHeld = false
    if (this.isLate) this.refresh()
  }

  get rooms () { return this.page.querySelector('[data-part="rooms"]') }

  start () {
    this.page.classList.add('bc-workshop--drawn')
    draw(this)
    this.page.querySelector('[data-keys]').hidden = false
    const condense = this.page.querySelector('[data-condense]')
    condense.hidden = false
    condense.addEventListener('click', () => {
      this.isCondensed = !this.isCondensed
      condense.setAttribute('aria-pressed', this.isCondensed)
      draw(this)
    })
    this.page.addEventListener('submit', event => {
      const step = event.target.dataset.step
      if (!step) return
      event.preventDefault()
      this.step(step)
    })
    startDragging(this)
    startKeys(this)
    this.server.poll(() => this.refresh({ isOthers: true }))
  }

  say (text) { this.page.querySelector('[data-said]').textContent = text }

  sayAt (card, room, from, to) {
    const title = card.querySelector('.bc-slot__title').textContent
    this.say(this.page.dataset.saidAt.replace('{title}', title).replace('{room}', this.nameOf(room))
      .replace('{times}', `${clock(from)}–${clock(to)}`))
  }

  nameOf (room) {
    const section = this.section(room)
    return section ? section.querySelector('.bc-workshop__name').firstChild.textContent.trim() : room
  }

  section (room) { return [...this.rooms.children].find(one => one.dataset.room === room) }

  roomOf (card) { return card.closest('[data-room]').dataset.room }

  card (ref) { return this.rooms.querySelector(`[data-ref="${CSS.escape(ref)}"]`) }

  // Shows a card elsewhere, before the server has heard of it
  show (card, room, from, to) {
    const old = card.parentElement
    const list = this.section(room).querySelector('.bc-workshop__list')
    const hasFocus = card.contains(document.activeElement)
    setTimes(card, from, to)
    if (old !== list) {
      list.append(card)
      if (hasFocus) card.querySelector('a').focus({ preventScroll: true })
    }
    const { first, last } = this.scale
    if (this.isCondensed || from < first || to > last) return draw(this)
    if (old !== list) drawList(old, this.scale)
    drawList(list, this.scale)
  }

  move (card, room, from, to) {
    const { ref } = card.dataset
    this.show(card, room, from, to)
    this.change(() => ({
      what: 'move', ref, room, starts: clock(from), ends: clock(to), seen: this.card(ref)?.dataset.version || 0
    }), ref)
  }

  place (session, room, from, to) {
    this.change(() => ({ what: 'place', session, room, starts: clock(from), ends: clock(to) }))
  }

  swap (card, other) {
    const one = { room: this.roomOf(card), from: starts(card), long: ends(card) - starts(card) }
    const two = { room: this.roomOf(other), from: starts(other), long: ends(other) - starts(other) }
    const [ref, otherRef] = [card.dataset.ref, other.dataset.ref]
    this.show(card, two.room, two.from, two.from + one.long)
    this.show(other, one.room, one.from, one.from + two.long)
    this.change(() => ({
      what: 'swap',
      ref,
      other: otherRef,
      seen: this.card(ref)?.dataset.version || 0,
      seen_other: this.card(otherRef)?.dataset.version || 0
    }), ref)
  }

  step (what) { this.change(() => ({ what })) }

  change (fields, ref) {
    this.server.change(fields, answer => this.take(answer, ref))
  }

  async take ({ status, body }, ref) {
    if (status === 200) {
      for (const row of body.changed) {
        const card = this.card(row.ref)
        if (!card) continue
        card.dataset.version = row.version
        const stands = [this.roomOf(card), starts(card), ends(card)].join() === [row.room, row.starts, row.ends].join()
        if (!stands && !this.isUnderWay()) this.show(card, row.room, row.starts, row.ends)
      }
      this.page.dispatchEvent(new CustomEvent('bc-saved'))
      this.say(body.said)
      const made = body.changed.length && !this.card(body.changed[0].ref) ? body.changed[0].ref : null
      return this.refresh({ focus: made })
    }
    await this.refresh({ isForced: true })
    if (body.theirs && body.yours && ref) return this.ask(body, ref)
    this.say(body.sentence || this.page.dataset.saidFailed)
  }

  // Somebody else was first: theirs stays, or ours is meant for theirs
  ask (body, ref) {
    const words = spot => `${spot.room_name || this.page.dataset.allRooms}, ${spot.times}`
    this.clash.querySelector('[data-clash-sentence]').textContent = body.sentence
    this.clash.querySelector('[data-theirs]').textContent = words(body.theirs) + (body.by ? ` (${body.by})` : '')
    this.clash.querySelector('[data-yours]').textContent = words(body.yours)
    const close = () => { this.clash.close(); this.card(ref)?.querySelector('a').focus() }
    this.clash.querySelector('[data-keep]').onclick = close
    this.clash.querySelector('[data-again]').onclick = () => {
      close()
      const card = this.card(ref)
      if (card) this.move(card, body.yours.room, body.yours.starts, body.yours.ends)
    }
    this.clash.showModal()
  }

  // What the server says now, unless something is under way: then whoever ends it asks again
  async refresh ({ isOthers = false, isForced = false, focus = null } = {}) {
    if (isForced) this.server.forget()
    if (this.isUnderWay()) return
    const fresh = await this.server.state()
    if (!fresh) return
    if (this.isUnderWay()) return this.server.forget()
    const focused = focus || keyOf(document.activeElement)
    for (const part of fresh.querySelectorAll('[data-part]')) {
      const old = this.page.querySelector(`[data-part="${part.dataset.part}"]`)
      Object.assign(old.dataset, part.dataset)
      old.replaceChildren(...part.childNodes)
    }
    draw(this)
    if (focused) this.find(focused)?.focus({ preventScroll: !focus })
    if (isOthers) this.say(this.page.dataset.saidOthers)
  }

  isUnderWay () {
    this.isLate = this.isHeld || this.server.isBusy
    return this.isLate
  }

  find (key) {
    return this.card(key)?.querySelector('a') ||
      this.page.querySelector(`[data-session="${CSS.escape(key)}"] a, [data-step="${CSS.escape(key)}"] button:not(:disabled)`) ||
      this.frame
  }
}

function keyOf (element) {
  const holder = element?.closest('[data-part] [data-ref], [data-session], [data-step]')
  return holder && (holder.dataset.ref || holder.dataset.session || holder.dataset.step)
}
