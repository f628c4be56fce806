// Shows how far a file has got, with a way to stop it, and says that it is too large before it is sent. Without scripts
// the same form is sent by the browser, and the server says the same. The words come with the form (data-words-...).
const SAID_EVERY = 4000 // a screen reader is not told each percent

export function startUploads (root, refresh) {
  for (const form of root.querySelectorAll('form[data-upload]')) {
    form.addEventListener('submit', event => {
      const input = form.querySelector('input[type=file]')
      const file = input.files[0]
      if (!file) return // the server says what is missing
      event.preventDefault()
      if (form.querySelector('.bc-upload')) return
      clearError(input)
      if (file.size > Number(form.dataset.largest)) showError(input, form.dataset.wordsTooLarge)
      else send(form, file, refresh)
    })
  }
}

function send (form, file, refresh) {
  const words = form.dataset
  const input = form.querySelector('input[type=file]')
  const button = form.querySelector('button[type=submit]')
  const shown = makeProgress(words.wordsCancel)
  const request = new XMLHttpRequest()
  let saidAt = 0

  function end (sentence) {
    shown.box.remove()
    button.hidden = false
    button.disabled = false
    button.removeAttribute('aria-disabled')
    showError(input, sentence)
  }
  request.upload.addEventListener('progress', event => {
    if (!event.lengthComputable) return
    const percent = Math.floor(100 * event.loaded / event.total)
    shown.bar.value = percent
    const progress = words.wordsProgress.replace('{percent}', percent).replace('{name}', () => file.name)
    shown.text.textContent = percent < 100 ? progress : words.wordsChecking
    if (percent < 100 && Date.now() - saidAt < SAID_EVERY) return
    saidAt = Date.now()
    shown.said.textContent = shown.text.textContent
  })
  request.addEventListener('load', () => {
    if (request.status < 300) window.location.assign(request.responseURL)
    else showAnswer(request.responseText, refresh)
  })
  request.addEventListener('error', () => end(words.wordsLost))
  request.addEventListener('abort', () => end(words.wordsCancelled))
  shown.cancel.addEventListener('click', () => request.abort())

  button.hidden = true
  button.before(shown.box)
  shown.bar.setAttribute('aria-label', file.name)
  shown.cancel.focus()
  request.open('POST', form.action)
  request.send(new FormData(form))
}

function makeProgress (cancelWords) {
  const box = document.createElement('div')
  box.className = 'bc-upload'
  const bar = document.createElement('progress')
  bar.className = 'bc-upload__bar'
  bar.max = 100
  bar.value = 0
  const text = document.createElement('p')
  text.className = 'govuk-body'
  text.setAttribute('aria-hidden', 'true') // the same is said, less often, by `said`
  const said = document.createElement('p')
  said.className = 'govuk-visually-hidden'
  said.setAttribute('role', 'status')
  const cancel = document.createElement('button')
  cancel.type = 'button'
  cancel.className = 'govuk-button govuk-button--secondary'
  cancel.textContent = cancelWords
  box.append(bar, text, said, cancel)
  return { box, bar, text, said, cancel }
}

// The page that the server answered with, such as the form again with what is wrong, in place of this one's main part.
function showAnswer (html, refresh) {
  const page = new DOMParser().parseFromString(html, 'text/html')
  const main = page.getElementById('main-content')
  if (!main) return
  document.title = page.title
  document.getElementById('main-content').replaceChildren(...main.childNodes)
  refresh()
  if (document.querySelector('.govuk-error-summary')) return // it takes the focus itself
  const heading = document.querySelector('#main-content h1')
  heading.tabIndex = -1
  heading.focus()
}

function showError (input, sentence) {
  clearError(input)
  const error = document.createElement('p')
  error.id = `${input.id}-error`
  error.className = 'govuk-error-message'
  error.setAttribute('role', 'alert')
  error.textContent = sentence
  const group = input.closest('.govuk-form-group')
  group.classList.add('govuk-form-group--error')
  input.before(error)
  const hint = document.getElementById(`${input.id}-hint`) ? `${input.id}-hint ` : ''
  input.setAttribute('aria-describedby', `${hint}${error.id}`)
  input.focus()
}

function clearError (input) {
  document.getElementById(`${input.id}-error`)?.remove()
  input.closest('.govuk-form-group').classList.remove('govuk-form-group--error')
}
