// What is asked of the server: one change after the other, and what others have changed.
const EVERY = 4000

export class Server {
  constructor (page) {
    this.page = page
    this.tag = `"${page.dataset.tag}"`
    this.waiting = 0
    this.last = Promise.resolve()
  }

  get isBusy () { return this.waiting > 0 }

  // `fields` is a function, asked when it is this change's turn: by then the versions are those of the change before.
  // `take` is given the answer before the next change has its turn.
  change (fields, take) {
    this.waiting += 1
    const turn = this.last.then(async () => {
      const answer = await this.send(fields()).catch(() => ({ status: 0, body: {} }))
      this.waiting -= 1
      await take(answer)
    })
    this.last = turn.catch(() => {})
    return turn
  }

  async send (fields) {
    const body = new URLSearchParams({ csrf_token: this.page.dataset.token, ...fields })
    const answer = await fetch(this.page.dataset.change, { method: 'POST', body, credentials: 'same-origin' })
    const isJson = (answer.headers.get('Content-Type') || '').includes('json')
    return { status: answer.status, body: isJson ? await answer.json() : {} }
  }

  // The parts of the page as they are now, or null when nothing has changed
  async state () {
    const answer = await fetch(this.page.dataset.state, {
      credentials: 'same-origin', cache: 'no-store', headers: { 'If-None-Match': this.tag }
    }).catch(() => null)
    if (!answer || answer.status !== 200) return null
    const { html } = await answer.json()
    this.tag = answer.headers.get('ETag') || this.tag
    return new DOMParser().parseFromString(html, 'text/html')
  }

  // Whatever the state is, it is news
  forget () { this.tag = '""' }

  poll (look) {
    setInterval(() => { if (!document.hidden && !this.isBusy) look() }, EVERY)
  }
}
