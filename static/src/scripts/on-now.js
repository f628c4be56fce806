// Keeps "on now" true while a page stays open: asks once a minute, only while it is looked at; the server answers 304 until
// a session begins or ends.
const EVERY = 60000

export function startOnNow (root) {
  const place = root.querySelector('[data-on-now]')
  if (place) setInterval(() => { if (!root.hidden) refresh(place) }, EVERY)
}

async function refresh (place) {
  const answer = await fetch(place.dataset.onNow, { credentials: 'same-origin' }).catch(() => null)
  if (!answer?.ok) return
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').body
  if (fresh.innerHTML !== place.innerHTML) place.replaceChildren(...fresh.childNodes)
}
