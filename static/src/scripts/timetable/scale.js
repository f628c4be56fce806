// Minutes of the day to pixels and back. Condensed, time in which nothing happens shrinks to a small gap.
export const STEP = 5
const PER_MINUTE = 1.8
const GAP = 14 // pixels of a gap

export class Scale {
  // `busy`: null, or pairs of minutes in which something happens
  constructor (first, last, busy) {
    this.parts = busy ? condensed(busy) : [part(first, last, 0, (last - first) * PER_MINUTE)]
    if (!this.parts.length) this.parts = [part(first, last, 0, (last - first) * PER_MINUTE)]
    const end = this.parts[this.parts.length - 1]
    this.height = end.top + end.height
    this.first = this.parts[0].from
    this.last = end.to
  }

  pixels (minute) {
    const at = this.parts.find(one => minute <= one.to) || this.parts[this.parts.length - 1]
    return at.top + (minute - at.from) * at.height / (at.to - at.from)
  }

  // The nearest step of the grid
  minute (pixels) {
    const at = this.parts.find(one => pixels <= one.top + one.height) || this.parts[this.parts.length - 1]
    const exact = at.from + (pixels - at.top) * (at.to - at.from) / at.height
    return Math.round(exact / STEP) * STEP
  }

  hours () {
    const found = []
    for (let hour = Math.ceil(this.first / 60) * 60; hour <= this.last; hour += 60) {
      const at = this.parts.find(one => hour >= one.from && hour <= one.to)
      if (at && !at.isGap) found.push(hour)
    }
    return found
  }
}

export function clock (minute) {
  return [Math.floor(minute / 60), minute % 60].map(one => String(one).padStart(2, '0')).join(':')
}

function part (from, to, top, height, isGap = false) {
  return { from, to, top, height, isGap }
}

function condensed (busy) {
  const merged = []
  for (const [from, to] of [...busy].sort((one, other) => one[0] - other[0])) {
    const last = merged[merged.length - 1]
    if (last && from <= last[1]) last[1] = Math.max(last[1], to)
    else merged.push([from, to])
  }
  const parts = []
  let top = 0
  for (const [from, to] of merged) {
    const before = parts[parts.length - 1]
    if (before) {
      parts.push(part(before.to, from, top, GAP, true))
      top += GAP
    }
    parts.push(part(from, to, top, (to - from) * PER_MINUTE))
    top += (to - from) * PER_MINUTE
  }
  return parts
}
