// Shows what has changed today on pages that stay open: asks every eight seconds, only while the page is looked at, for
// the notices of the event, and shows those about the page's own sessions. The server answers 304 as long as nothing has
// changed. Without scripts the page shows what held when it was opened.
const EVERY = 8000

export function startNotices (root) {
  const place = root.querySelector('[data-notices]')
  if (place) setInterval(() => { if (!root.hidden) refresh(place) }, EVERY)
}

async function refresh (place) {
  const answer = await fetch(place.dataset.notices, { credentials: 'same-origin' }).catch(() => null)
  if (!answer?.ok) return
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html')
  const own = place.dataset.slots?.split(' ')
  const wanted = [...fresh.querySelectorAll('[data-notice]')]
    .filter(one => !one.dataset.slot || !own || own.includes(one.dataset.slot))
  const shown = [...place.querySelectorAll('[data-notice]')].map(one => one.dataset.notice).join()
  if (shown === wanted.map(one => one.dataset.notice).join()) return
  place.replaceChildren(...wanted.map(one => one.cloneNode(true)), showAgain(place.dataset.again))
}

// What stands below the notices is as it was when the page was opened.
function showAgain (words) {
  const link = document.createElement('a')
  link.className = 'govuk-link govuk-body'
  link.href = location.href
  link.textContent = words
  const line = document.createElement('p')
  line.append(link)
  return line
}
