// Saves a draft while somebody writes: two seconds after the last change the form is sent to its data-autosave, and
// [data-autosave-said] says when it was saved. What cannot be saved just now stays in the form and is tried again with the
// next change; the form's own button always works. While one is on its way the button waits for it, so that nobody is told
// that "somebody else" changed what they wrote themselves.
const QUIET_FOR = 2000
const WAIT_AT_MOST = 5000

export function startAutosaving (root) {
  for (const form of root.querySelectorAll('form[data-autosave]')) watch(form)
}

function watch (form) {
  const said = form.querySelector('[data-autosave-said]')
  let timer = null
  let onTheWay = null
  let isSent = false

  const save = async () => {
    timer = null
    if (onTheWay || isSent) return plan()
    onTheWay = send(form, said)
    await onTheWay
    onTheWay = null
  }
  const plan = () => {
    clearTimeout(timer)
    if (!isSent) timer = setTimeout(save, QUIET_FOR)
  }
  form.addEventListener('input', plan)
  form.addEventListener('change', plan)
  form.addEventListener('submit', async event => {
    clearTimeout(timer)
    if (isSent || !onTheWay) {
      isSent = true
      return
    }
    isSent = true
    event.preventDefault()
    await Promise.race([onTheWay, new Promise(resolve => { setTimeout(resolve, WAIT_AT_MOST) })])
    form.requestSubmit(event.submitter)
  })
  // Back by the browser's own history, the form may be written in again.
  window.addEventListener('pageshow', () => { isSent = false })
}

async function send (form, said) {
  try {
    const answer = await fetch(form.dataset.autosave, {
      method: 'POST', body: new URLSearchParams(new FormData(form)), headers: { Accept: 'application/json' }
    })
    if (!answer.headers.get('Content-Type')?.startsWith('application/json')) return
    const { said: sentence, seen } = await answer.json()
    if (seen) form.elements.seen.value = seen
    if (said.textContent !== sentence) said.textContent = sentence
  } catch {} // no network just now: with the next change, or by the button
}
