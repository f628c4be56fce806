// Makes buttons of the links to stars: pressed or not, without leaving the page. Pages are the same for everybody, so what
// is starred is asked for afterwards, and only in a browser that has starred something. When anything goes wrong the link's
// own page does it.
const HAS_STARS = 'bc-has-stars'
const OFF = '☆'
const ON = '★'

export function startStars (root) {
  const links = root.querySelectorAll('a[data-star]')
  if (!links.length) return
  const state = { address: links[0].href.replace(/\/[^/]*$/, '.json'), token: null }
  for (const link of links) link.replaceWith(buttonFor(link))
  root.addEventListener('click', event => {
    const button = event.target.closest?.('button[data-star]')
    if (button) toggle(root, button, state)
  })
  if (remembers()) load(root, state).catch(() => null)
}

function buttonFor (link) {
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'bc-star bc-star--button'
  button.dataset.star = link.dataset.star
  button.dataset.address = link.href
  button.setAttribute('aria-pressed', 'false')
  button.append(...link.childNodes)
  return button
}

async function load (root, state) {
  const answer = await fetch(state.address, { credentials: 'same-origin' })
  if (!answer.ok) throw new Error(answer.statusText)
  const { starred, token } = await answer.json()
  state.token = token
  const chosen = new Set(starred)
  for (const button of root.querySelectorAll('button[data-star]')) show(button, chosen.has(button.dataset.star))
}

async function toggle (root, button, state) {
  if (button.dataset.busy) return
  button.dataset.busy = 'yes'
  const wanted = button.getAttribute('aria-pressed') !== 'true'
  try {
    if (!state.token) await load(root, state)
    const answer = await fetch(button.dataset.address, {
      method: 'POST',
      credentials: 'same-origin',
      headers: { Accept: 'application/json', 'X-CSRFToken': state.token },
      body: new URLSearchParams(wanted ? {} : { do: 'off' })
    })
    if (!answer.ok) throw new Error(answer.statusText)
    for (const one of root.querySelectorAll('button[data-star]')) {
      if (one.dataset.star === button.dataset.star) show(one, wanted)
    }
    if (wanted) remember()
  } catch {
    window.location.assign(button.dataset.address)
  }
  delete button.dataset.busy
}

function show (button, isStarred) {
  button.setAttribute('aria-pressed', String(isStarred))
  button.querySelector('.bc-star__sign').textContent = isStarred ? ON : OFF
}

// Some browsers refuse to store anything: then every page begins with no star shown.
function remember () {
  try { window.localStorage.setItem(HAS_STARS, 'yes') } catch {}
}

function remembers () {
  try { return window.localStorage.getItem(HAS_STARS) === 'yes' } catch { return false }
}
