// The page of somebody who is early: says the time in the reader's own zone, where it is another than London's, and loads
// again by itself when joining opens. How long that is comes from the server, since clocks of devices are wrong.
const LONGEST = 24 * 60 * 60 * 1000
const SPREAD = 4000 // so that three hundred waiting pages do not come at once

export function startJoinWait (root) {
  const place = root.querySelector('[data-opens-at]')
  if (!place) return
  sayOwnTime(place)
  const wait = Number(place.dataset.opensIn) * 1000
  if (wait > LONGEST) return
  place.querySelector('[data-by-itself]').hidden = false
  setTimeout(() => { window.location.replace(window.location.href) }, wait + 500 + Math.random() * SPREAD)
}

function sayOwnTime (place) {
  const at = new Date(place.dataset.opensAt)
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  const clock = timeZone => at.toLocaleString('en-GB', { weekday: 'long', hour: '2-digit', minute: '2-digit', timeZone })
  if (!zone || clock(zone) === clock('Europe/London')) return
  const line = place.querySelector('[data-in-own-zone]')
  line.querySelector('time').textContent = clock(zone)
  line.querySelector('span').textContent = zone.split('/').pop().replaceAll('_', ' ')
  line.hidden = false
}
