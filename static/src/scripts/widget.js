// Draws the sessions of programme.json as a list behind the script's own tag, in a shadow root: the page's styles
// do not reach in, and ours do not get out. No cookies are sent or set; what is read is shown as text, never as HTML.
// On the tag: data-track, data-tag, data-service, data-region, data-day, data-part, data-room, data-level and
// data-provided choose sessions as the programme's own addresses do, data-heading is the line on top (empty: none),
// data-level-of-heading its level (2 to 5).

const FILTERS = ['track', 'tag', 'service', 'region', 'day', 'part', 'room', 'level', 'provided']

// Ours come first even where a page says `* { display: none !important }`: rules of a shadow root about its host
// win when both are important. Sizes hang on the reader's own setting (medium), not on the page's root.
const STYLE = `
:host { all: initial !important; display: block !important; }
section { background: #fff; box-sizing: border-box; color: #16262a; font: 400 medium/1.45 system-ui, sans-serif; padding: 1em; text-align: left; }
h2, h3, h4, h5 { color: #0b3b44; font-size: 1.5em; line-height: 1.2; margin: 0 0 .25em; }
p { margin: 0 0 .75em; }
ol { border-top: 2px solid #f4b23e; list-style: none; margin: 0 0 1em; padding: 0; }
li { border-bottom: 1px solid #c9d3d5; display: grid; gap: 0 1em; grid-template-columns: 8.5em 1fr; padding: .6em 0; }
.when { font-weight: 700; white-space: nowrap; }
.more { color: #4a5f64; display: block; font-size: .9375em; }
.gone { color: #942514; font-weight: 700; }
a { color: #0b3b44; overflow-wrap: anywhere; text-decoration: underline; text-underline-offset: .15em; }
a:hover { text-decoration-thickness: 3px; }
a:focus-visible { background: #f4b23e; box-shadow: 0 3px #16262a; color: #16262a; outline: 3px solid transparent; text-decoration: none; }
@media (max-width: 30em) { li { grid-template-columns: 1fr; } }
`

export function showProgramme (script) {
  const base = new URL('.', script.src)
  const host = document.createElement('div')
  script.after(host)
  const root = host.attachShadow({ mode: 'open' })
  dress(root)
  const section = root.appendChild(document.createElement('section'))
  section.lang = 'en-GB'
  const address = new URL('programme.json', base)
  for (const name of FILTERS) {
    if (script.dataset[name]) address.searchParams.set(name, script.dataset[name])
  }
  fetch(address.href, { credentials: 'omit', mode: 'cors' })
    .then(answer => {
      if (!answer.ok) throw new Error(String(answer.status))
      return answer.json()
    })
    .then(programme => draw(section, programme, script.dataset))
    .catch(() => {
      const line = add(section, 'p', 'We could not show the programme here just now. ')
      link(line, 'Open the programme', new URL('programme', base).href)
    })
}

// A policy of the page may forbid inline style elements, but not sheets made by a script.
function dress (root) {
  if ('adoptedStyleSheets' in root) {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(STYLE)
    root.adoptedStyleSheets = [sheet]
  } else {
    root.appendChild(document.createElement('style')).textContent = STYLE
  }
}

function draw (section, programme, wishes) {
  const heading = wishes.heading === undefined ? programme.event.name : wishes.heading
  const level = /^[2-5]$/.test(wishes.levelOfHeading || '') ? wishes.levelOfHeading : '2'
  if (heading) {
    const line = add(section, `h${level}`, heading)
    line.id = 'heading'
    section.setAttribute('aria-labelledby', line.id)
  } else {
    section.setAttribute('aria-label', programme.event.name)
  }
  add(section, 'p', `${dayInWords(programme.event.day_on)}. All times are London times.`)
  const rows = inOrder(programme)
  if (rows.length) {
    const list = add(section, 'ol')
    list.setAttribute('role', 'list') // some screen readers forget lists without bullets
    for (const row of rows) item(list, row, programme)
  } else {
    add(section, 'p', 'There are no sessions to show.')
  }
  link(add(section, 'p'), 'Open the whole programme', programme.event.programme_url)
}

function inOrder (programme) {
  const rows = []
  for (const session of programme.sessions) {
    for (const slot of session.slots) rows.push({ session, slot })
  }
  return rows.sort((a, b) => Date.parse(a.slot.starts_at) - Date.parse(b.slot.starts_at))
}

function item (list, { session, slot }, programme) {
  const row = add(list, 'li')
  add(row, 'span', `${clock(slot.starts_at)} to ${clock(slot.ends_at)}`, 'when')
  const what = add(row, 'span')
  const title = link(what, session.title, session.url)
  if (session.languages.length === 1 && session.languages[0] !== 'en') title.lang = session.languages[0]
  if (slot.is_cancelled) add(what, 'span', ' Cancelled', 'gone')
  const services = session.services.map(slug => named(programme.services, slug))
  const more = [services.join(', '), named(programme.rooms, slot.room), slot.note].filter(Boolean)
  if (more.length) add(what, 'span', more.join(' · '), 'more')
}

function named (list, slug) {
  const found = list.find(one => one.slug === slug)
  return found ? found.name : ''
}

// The instants are written on London's clock, so their digits are what people see.
function clock (instant) {
  return instant.slice(11, 16)
}

function dayInWords (day) {
  const on = new Date(`${day}T12:00:00Z`)
  return new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(on)
}

function link (parent, text, address) {
  const made = add(parent, 'a', text)
  if (/^https?:\/\//.test(address)) made.href = address
  return made
}

function add (parent, name, text = '', kind = '') {
  const made = document.createElement(name)
  if (text) made.textContent = text
  if (kind) made.className = kind
  return parent.appendChild(made)
}
