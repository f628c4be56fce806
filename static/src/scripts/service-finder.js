// Turns a long <select data-autocomplete> into a box to type in. It finds an option by its own words and by those in
// its data-also ("Council|Brand|Old name|Welsh name"), whatever the accents, and shows beside it the name it was found
// by, or the first of the others: "Gwynedd (Gwynedd Council)".
// The <select> stays in the form and is what is sent.
import accessibleAutocomplete from 'accessible-autocomplete'

const MOST_SHOWN = 12

export function startServiceFinders (root) {
  for (const select of root.querySelectorAll('select[data-autocomplete]')) enhance(select)
}

function plain (text) {
  return text.normalize('NFD').replace(/\p{Diacritic}/gu, '').replace(/[’'`]/g, '').toLowerCase()
    .replace(/&/g, ' and ').replace(/[^\p{Letter}\p{Number}]+/gu, ' ').trim()
}

function readOptions (select) {
  return Array.from(select.options).filter(option => option.value).map(option => {
    const label = option.textContent.trim()
    const names = [label, ...(option.dataset.also || '').split('|').map(name => name.trim()).filter(Boolean)]
    return { value: option.value, label, names: names.map(name => ({ name, plain: plain(name) })) }
  })
}

// 0: a name begins so; 1: a word of it does; 2: it stands somewhere; -1: not at all.
function rank (name, words) {
  const at = ` ${name}`
  if (name.startsWith(words)) return 0
  if (at.includes(` ${words}`)) return 1
  return words.split(' ').every(word => at.includes(word)) ? 2 : -1
}

function alias (option) {
  return option.names[1]?.name ?? ''
}

function find (options, query) {
  const words = plain(query)
  if (!words) return options.map(option => ({ ...option, by: alias(option) }))
  const found = []
  for (const option of options) {
    let best = null
    for (const { name, plain: text } of option.names) {
      const order = rank(text, words)
      if (order >= 0 && (!best || order < best.order)) best = { order, name }
    }
    if (best) found.push({ ...option, order: best.order, by: best.name === option.label ? alias(option) : best.name })
  }
  return found.sort((a, b) => a.order - b.order).slice(0, MOST_SHOWN)
}

function escaped (text) {
  const holder = document.createElement('span')
  holder.textContent = text
  return holder.innerHTML
}

function suggestion (option) {
  if (!option) return ''
  const by = option.by ? ` <span class="bc-finder__by">(${escaped(option.by)})</span>` : ''
  return escaped(option.label) + by
}

function enhance (select) {
  const options = readOptions(select)
  const { id } = select
  const holder = document.createElement('div')
  const notes = (select.getAttribute('aria-describedby') || '').split(' ').filter(Boolean)
    .map(noteId => document.getElementById(noteId)?.textContent.trim()).filter(Boolean)
  const chosen = select.selectedOptions[0]
  select.before(holder)
  select.id = `${id}-select`
  select.hidden = true
  accessibleAutocomplete({
    element: holder,
    id,
    name: `${select.name}_typed`, // comes back as data-typed when nothing fitted, so that no word is lost
    autoselect: false,
    confirmOnBlur: false,
    showAllValues: true,
    displayMenu: 'overlay',
    defaultValue: chosen?.value ? chosen.textContent.trim() : (select.dataset.typed || ''),
    inputClasses: select.classList.contains('govuk-select--error') ? 'govuk-input govuk-input--error' : 'govuk-input',
    source: (query, show) => show(find(options, query === chosenLabel(select) ? '' : query)),
    templates: { inputValue: option => option?.label ?? '', suggestion },
    onConfirm: option => { if (option) select.value = option.value },
    tNoResults: () => select.dataset.noneFound,
    tAssistiveHint: () => notes.join(' ')
  })
  const box = document.getElementById(id)
  box.addEventListener('blur', () => { settle(box, select, options) })
  box.form?.addEventListener('submit', () => { settle(box, select, options) })
}

function chosenLabel (select) {
  return select.value ? select.selectedOptions[0].textContent.trim() : ''
}

// What was typed in full counts even if nothing was picked from the list; what fits nothing is no choice.
function settle (box, select, options) {
  const typed = plain(box.value)
  if (typed === plain(chosenLabel(select))) return
  const same = options.filter(option => option.names.some(name => name.plain === typed))
  select.value = typed && same.length === 1 ? same[0].value : ''
}
