// Puts the server's lists of each room where their times are: side by side what overlaps.
import { Scale, clock } from './scale.js'

export function draw (shop) {
  const { rooms } = shop
  const cards = [...rooms.querySelectorAll('.bc-slot')]
  const spans = cards.map(card => [starts(card), ends(card)])
  const first = Math.min(Number(rooms.dataset.first), ...spans.map(one => one[0]))
  const last = Math.max(Number(rooms.dataset.last), ...spans.map(one => one[1]))
  shop.scale = new Scale(first, last, shop.isCondensed ? spans : null)
  rooms.classList.toggle('bc-workshop__rooms--condensed', shop.isCondensed)
  drawHeads(shop)
  drawHours(shop)
  for (const list of rooms.querySelectorAll('.bc-workshop__list')) drawList(list, shop.scale)
  drawBands(shop)
}

// One room alone, after something in it has moved
export function drawList (list, scale) {
  list.style.height = `${scale.height}px`
  for (const group of groups([...list.querySelectorAll(':scope > .bc-slot')])) {
    const lanes = []
    for (const card of group) {
      let lane = lanes.findIndex(end => end <= starts(card))
      if (lane < 0) lane = lanes.push(0) - 1
      lanes[lane] = ends(card)
      card.dataset.lane = lane
    }
    for (const card of group) position(card, scale, Number(card.dataset.lane), lanes.length)
  }
}

export function starts (card) { return Number(card.dataset.starts) }
export function ends (card) { return Number(card.dataset.ends) }

export function setTimes (card, from, to) {
  card.dataset.starts = from
  card.dataset.ends = to
  card.querySelector('.bc-slot__times').textContent = `${clock(from)}–${clock(to)}`
}

function position (card, scale, lane, lanes) {
  const top = scale.pixels(starts(card))
  card.style.top = `${top}px`
  card.style.height = `${Math.max(scale.pixels(ends(card)) - top - 2, 6)}px`
  card.style.left = `${100 * lane / lanes}%`
  card.style.width = `calc(${100 / lanes}% - 4px)`
}

// Cards that overlap, one after the other, belong together
function groups (cards) {
  const found = []
  let end = -1
  for (const card of cards.sort((one, other) => starts(one) - starts(other) || ends(one) - ends(other))) {
    if (starts(card) >= end) found.push([])
    found[found.length - 1].push(card)
    end = Math.max(end, ends(card))
  }
  return found
}

// Names of rooms may take two lines: all begin below the tallest
function drawHeads ({ rooms }) {
  rooms.style.removeProperty('--bc-head')
  const tallest = Math.max(...[...rooms.querySelectorAll('.bc-workshop__name')].map(name => name.offsetHeight))
  rooms.style.setProperty('--bc-head', `${tallest}px`)
}

function drawHours (shop) {
  let axis = shop.rooms.querySelector('.bc-workshop__hours')
  if (!axis) {
    axis = document.createElement('div')
    axis.className = 'bc-workshop__hours'
    axis.setAttribute('aria-hidden', 'true')
    shop.rooms.prepend(axis)
  }
  axis.replaceChildren(...shop.scale.hours().map(hour => {
    const label = document.createElement('span')
    label.textContent = clock(hour)
    label.style.top = `${shop.scale.pixels(hour)}px`
    return label
  }))
}

// What is in all rooms shows behind each of them
function drawBands (shop) {
  for (const old of shop.rooms.querySelectorAll('.bc-workshop__band')) old.remove()
  const list = shop.rooms.querySelector('[data-everywhere] .bc-workshop__list')
  for (const card of list ? list.querySelectorAll('.bc-slot') : []) {
    const band = document.createElement('div')
    band.className = 'bc-workshop__band'
    band.setAttribute('aria-hidden', 'true')
    const top = shop.scale.pixels(starts(card))
    band.style.top = `calc(var(--bc-head) + ${top}px)`
    band.style.height = `${shop.scale.pixels(ends(card)) - top}px`
    shop.rooms.append(band)
  }
}
