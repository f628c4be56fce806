// Keeps what is left of sessions true while a page stays open: asks every 20 seconds, only while it is looked at, for
// the small parts that have changed. The server answers 304 as long as nothing has. Without scripts the page is right
// as of when it was opened.
const EVERY = 20000

export function startLivePlaces (root) {
  const address = root.querySelector('[data-live-places]')?.dataset.livePlaces
  if (address) setInterval(() => { if (!root.hidden) refresh(root, address) }, EVERY)
}

async function refresh (root, address) {
  const answer = await fetch(address, { credentials: 'same-origin' }).catch(() => null)
  if (!answer?.ok) return
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html')
  for (const part of fresh.querySelectorAll('[data-places]')) {
    for (const old of root.querySelectorAll(`[data-places="${part.dataset.places}"]`)) {
      if (old.innerHTML !== part.innerHTML) old.replaceChildren(...part.cloneNode(true).childNodes)
    }
  }
}
