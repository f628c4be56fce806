// Offers the times in the reader's own zone, where it is another than the page's.
export function startOwnTime (root) {
  const place = root.querySelector('[data-own-time]')
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  if (!place || !zone || zone === place.dataset.ownTime) return
  const address = new URL(window.location.href)
  address.searchParams.set('tz', zone)
  const link = place.querySelector('a')
  link.href = address.href
  link.querySelector('span').textContent = zone.split('/').pop().replaceAll('_', ' ')
  place.hidden = false
}
