// Standing by at the join page: sends its form again every 20 seconds, also while another tab is in front, since whoever
// is not heard of for 90 seconds stands by no more. While nothing changes only the sentence that says how many are
// before is written anew, so that the focus stays; else the whole main part is, and read out.
const EVERY = 20000

export function startStandingBy (root) {
  if (!root.querySelector('form[data-stand-by]')) return
  const told = document.createElement('div')
  told.className = 'govuk-visually-hidden'
  told.setAttribute('aria-live', 'polite')
  document.body.append(told)
  setTimeout(() => { lookAgain(told) }, EVERY)
}

async function lookAgain (told) {
  const form = document.querySelector('form[data-stand-by]')
  if (!form) return
  try {
    const answer = await fetch(form.action, { method: 'POST', body: new URLSearchParams(new FormData(form)) })
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
    if (answer.status < 500 && answer.status !== 429) show(page, form, told)
  } catch {} // no network just now: the next time
  setTimeout(() => { lookAgain(told) }, EVERY)
}

function show (page, form, told) {
  const next = page.querySelector('form[data-stand-by]')
  const main = document.getElementById('main-content')
  if (next) {
    form.elements.csrf_token.value = next.elements.csrf_token.value
    const [was, is] = [document, page].map(one => one.querySelector('[data-stand-by-status]'))
    if (was.textContent !== is.textContent) was.textContent = is.textContent
    return
  }
  main.replaceChildren(...page.getElementById('main-content').childNodes)
  document.title = page.title
  const heading = main.querySelector('h1')
  heading.tabIndex = -1
  heading.focus()
  told.textContent = main.querySelector('.govuk-inset-text, .govuk-body').textContent
}
